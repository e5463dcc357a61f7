import { createInterface } from "node:readline/promises";
import { apply } from "../control/apply.ts";
import { type Applied, ControlUnreadable } from "../control/control.ts";
import { OpError } from "../errors.ts";
import { nowMs } from "../impure.ts";
import { canonical, hashOf } from "../policy/hash.ts";
import { notInForce } from "../policy/not-in-force.ts";
import type { Policy } from "../policy/policy.ts";
import { createControlStore } from "../tablestore/control-store.ts";
import { policyWords } from "./policy-words.ts";
import { stop } from "./read-options.ts";
import { storeSettings } from "./store-settings.ts";

/** What is said of an apply: by whom and why, for the record. */
export type Said = { readonly by: string; readonly why: string; readonly yes: boolean };

/** Puts a policy in force, once whoever runs this has seen what it takes the place of. */
export async function applyPolicy(file: string, policy: Policy, { by, why, yes }: Said): Promise<void> {
  const missing = notInForce(policy);
  if (missing.length > 0)
    stop(`Nothing goes by these keys yet: ${missing.join(", ")}. Take them out, or apply the policy in mode observe.`);
  const control = openControl();
  const read = await control.readControl().catch(unreadable);
  const hash = hashOf(policy);
  if (read.policy?.hash === hash) return console.log(`${file} is in force already: ${inWords(read.policy)}.`);
  console.log(
    `In force: ${read.policy === undefined ? "nothing was applied yet, so events are observed" : inWords(read.policy)}`,
  );
  console.log(`To apply: ${policyWords(policy)}`);
  if (!yes && !(await agreed())) stop("Nothing was applied.");
  const applied = await apply(control, read, { hash, text: canonical(policy), by, why, atMs: nowMs() }).catch(refused);
  console.log(`Applied: ${inWords(applied)}. It counts from the next attempt on.`);
}

/** Prints the policy in force. */
export async function showInForce(asJson: boolean): Promise<void> {
  const control = openControl();
  const { policy } = await control.readControl().catch(unreadable);
  const text = policy && (await control.readText(policy.hash));
  if (asJson) return console.log(JSON.stringify({ ...policy, policy: text && JSON.parse(text) }));
  if (policy === undefined) return console.log("Nothing was applied yet: events are observed, and nothing is done.");
  console.log(`${inWords(policy)}\n\n${JSON.stringify(JSON.parse(text ?? "{}"), undefined, 2)}`);
}

function openControl() {
  const { store, credentials } = storeSettings();
  return createControlStore(store, credentials);
}

const inWords = ({ serial, hash, by, why, atMs }: Applied) =>
  `policy ${serial} (${hash.slice(0, 12)}), applied ${new Date(atMs).toISOString()} by ${by}: ${why}`;

/** On a terminal people are asked; a script has to say --yes. */
async function agreed(): Promise<boolean> {
  if (!process.stdin.isTTY) stop("Nothing was applied: without a terminal, say --yes.");
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Apply it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

const unreadable = (error: unknown): never =>
  error instanceof ControlUnreadable ? stop(`${error.message}. Nothing was applied.`) : fail(error);
const refused = (error: unknown): never => (error instanceof OpError ? stop(error.message) : fail(error));

function fail(error: unknown): never {
  throw error;
}
