import { digestOf } from "../policy/hash.ts";
import type { InForce } from "../policy/in-force.ts";
import { type Control, type ControlStore, ControlUnreadable } from "./control.ts";

/** The policy that one attempt goes by. */
export type Steering = InForce & {
  /** 0: nobody has applied a policy, and the starter holds. */
  readonly serial: number;
  /** When the read of the control row began, epoch milliseconds. */
  readonly readAtMs: number;
  /** The row as it was read: what is paused, what is under way. */
  readonly control: Control;
};

/**
 * Reads what steers the stack: the control row each time, a text once by each function instance. Throws
 * `ControlUnreadable` or `StoreUnknown`: then nothing may be sent. The code of policies is loaded here: a replay needs none.
 */
export function createSteering(
  { readControl, readText }: Pick<ControlStore, "readControl" | "readText">,
  nowMs: () => number,
): () => Promise<Steering> {
  let known: { readonly hash: string | undefined; readonly policy: InForce } | undefined;
  return async () => {
    const readAtMs = nowMs();
    const [control, { inForce }] = await Promise.all([readControl(), import("../policy/in-force.ts")]);
    const { serial, hash } = control.policy ?? { serial: 0, hash: undefined };
    if (known?.hash !== hash || known === undefined) {
      const policy = await inForce(hash === undefined ? undefined : await textOf(hash));
      if (policy === undefined)
        throw new ControlUnreadable(
          `this release cannot read the policy in force, or does not go by all of it (${hash})`,
        );
      known = { hash, policy };
    }
    return { ...known.policy, serial, readAtMs, control };
  };

  async function textOf(hash: string): Promise<string> {
    const text = await readText(hash);
    if (text === undefined || digestOf(text) !== hash)
      throw new ControlUnreadable(`there is no text of the policy in force (${hash}), or it was changed`);
    return text;
  }
}
