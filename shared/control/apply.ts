import { OpError } from "../errors.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { digestOf } from "../policy/hash.ts";
import type { Applied, Control, ControlStore } from "./control.ts";
import { keepPast, nextSerial } from "./past.ts";

type Said = Pick<Applied, "hash" | "by" | "why" | "atMs"> & {
  /** The policy's text, whose hash it is. */
  readonly text: string;
};

/**
 * Puts a policy in force, if the control row is still the one that was read. The text comes first, so that no row names
 * a text that is not there. The policy that it takes the place of is kept before, so that a crash loses no history.
 * Throws `OpError` (`conflict`) if nothing was applied, and `StoreUnknown` if that cannot be known.
 */
export async function apply(store: ControlStore, read: Control, { text, ...said }: Said): Promise<Applied> {
  await keepText(store, said.hash, text);
  if (read.policy !== undefined) await keepPast(store, read.policy);
  const policy = { ...said, serial: await nextSerial(store, read) };
  const written = await write(store, read, policy, text);
  if (written === "applied") return policy;
  throw new OpError(
    "conflict",
    "PolicyChanged",
    "Somebody else has changed the control row meanwhile. Nothing was applied; look at the policy in force, and apply again.",
  );
}

/** A text that is there already must be this very text: else nobody could read the policy that is to come in force. */
async function keepText(store: ControlStore, hash: string, text: string): Promise<void> {
  if ((await store.writeText(hash, text)) === "applied") return;
  const kept = await store.readText(hash);
  if (kept !== undefined && digestOf(kept) === hash) return;
  throw new OpError(
    "conflict",
    "PolicyTextChanged",
    `The row "text ${hash}" of the control table is not the text of that hash: somebody has changed it. Nothing was applied; delete that row, and apply again.`,
  );
}

/** The write, and a look at what it came to if its answer was lost: this very policy in force is our own write. */
async function write(store: ControlStore, read: Control, policy: Applied, text: string) {
  try {
    return await store.writeControl(read, { ...read, rev: read.rev + 1, policy, filled: stillFilled(read, text) });
  } catch (error) {
    if (!(error instanceof StoreUnknown)) throw error;
    const { policy: found } = await store.readControl();
    if (found !== undefined && isSame(found, policy)) return "applied";
    throw error; // a write on its way may still come
  }
}

/** The kinds of scopes that stay filled: what another policy does not limit is not counted under it. */
export function stillFilled({ filled }: Pick<Control, "filled">, text: string): readonly string[] {
  const { limits = [] } = JSON.parse(text) as { readonly limits?: readonly { readonly per: string }[] }; // a policy's, checked
  return filled.filter((kind) => limits.some(({ per }) => per === kind));
}

const isSame = (one: Applied, other: Applied) =>
  one.serial === other.serial && one.hash === other.hash && one.by === other.by && one.atMs === other.atMs;
