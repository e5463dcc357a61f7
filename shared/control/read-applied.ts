import { digestOf } from "../policy/hash.ts";
import type { Policy } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import type { Applied, ControlStore } from "./control.ts";

/** The policy that was applied. Undefined if its text is gone, was changed, or is none that this release can read. */
export async function readApplied(
  { readText }: Pick<ControlStore, "readText">,
  { hash }: Pick<Applied, "hash">,
): Promise<Policy | undefined> {
  const text = await readText(hash);
  if (text === undefined || digestOf(text) !== hash) return undefined;
  try {
    const reading = readPolicy(JSON.parse(text));
    return "policy" in reading ? reading.policy : undefined;
  } catch {
    return undefined;
  }
}
