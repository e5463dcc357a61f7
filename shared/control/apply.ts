import { OpError } from "../errors.ts";
import type { Applied, Control, ControlStore } from "./control.ts";

type Said = Pick<Applied, "hash" | "by" | "why" | "atMs"> & {
  /** The policy's text, whose hash it is. */
  readonly text: string;
};

/**
 * Puts a policy in force, if the control row is still the one that was read. The text comes first, so that no row names
 * a text that is not there. The policy that it takes the place of is kept before, so that a crash loses no history.
 */
export async function apply(store: ControlStore, read: Control, { text, ...said }: Said): Promise<Applied> {
  await store.writeText(said.hash, text);
  if (read.policy !== undefined) await store.writePast(read.policy);
  const policy = { ...said, serial: (read.policy?.serial ?? 0) + 1 };
  const written = await store.writeControl(read, { rev: read.rev + 1, policy });
  if (written === "applied") return policy;
  throw new OpError(
    "conflict",
    "PolicyChanged",
    "Somebody else has changed the control row meanwhile. Nothing was applied; look at the policy in force, and apply again.",
  );
}
