import { setTimeout } from "node:timers/promises";
import { rightFor } from "../control/give-right.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { createControl } from "../tablestore/control-store.ts";
import { createTables, missingIndexes } from "../tablestore/create-tables.ts";
import { readOptions, stop } from "./read-options.ts";
import { storeEnvironment, storeSettings } from "./store-settings.ts";

const help = `Creates the ledger's tables in a Tablestore instance, and the row that steers the stack; what exists is left as it is.

  npm run tables

${storeEnvironment}
Example:     TABLESTORE_ENDPOINT=https://redeploy-once.cn-hangzhou.ots.aliyuncs.com TABLESTORE_INSTANCE=redeploy-once npm run tables`;

/** A new table takes no rows for some seconds. Source: the SDKs' own tests and examples wait for up to ten. */
const tries = 30;
const pauseMs = 1_000;

readOptions({ help, options: {} });
const { store, credentials } = storeSettings();
const created = await createTables(store, credentials);
const control = await madeControl();
console.log(created.length === 0 ? "All tables exist already." : `Created: ${created.join(", ")}`);
console.log(
  control === "applied"
    ? "No policy is in force: events are observed, and nothing is done about them. See redeploy-once policy apply."
    : "The row that steers the stack exists already.",
);
for (const { name, column } of await missingIndexes(store, credentials))
  console.log(
    `The table redeploy_once_instances was made by an earlier release and has no index ${name}: what has ended is not told to people until it is there. Nothing was changed. In the console of Tablestore add the predefined column ${column} (integer) to the table, then a global secondary index named ${name} with the primary key ${column}, id. No data is lost, and the functions go on meanwhile.`,
  );

async function madeControl() {
  for (let left = tries; ; left--) {
    try {
      return await createControl(store, credentials, { nowMs: Date.now(), right: rightFor(["ecs", "ens"]) });
    } catch (error) {
      if (!(error instanceof StoreUnknown)) throw error;
      if (left === 1)
        stop(`The tables were made, but not the row that steers the stack (${error.message}). Run this again.`);
      await setTimeout(pauseMs);
    }
  }
}
