import type { Credentials, StoreSettings } from "../shared/config.ts";
import { createTableKeeper } from "../shared/tablestore/table-keeper.ts";

/** Creates the ledger's tables that do not exist yet, as the function doctor does, and returns their names. */
export async function createTables(store: StoreSettings, credentials: Credentials): Promise<readonly string[]> {
  const keeper = createTableKeeper(store, credentials);
  const created: string[] = [];
  for (const name of Object.keys(await keeper.wanted())) {
    if ((await keeper.describe(name)) !== undefined) continue;
    await keeper.create(name);
    created.push(name);
  }
  return created;
}
