import type { Hold } from "./hold.ts";

/**
 * The right to act, as the installer has written it down. It is the account's: in a region one stack has it for ECS, and in
 * the whole account one for ENS. A stack without it observes, looks and follows, and sends nothing for anybody.
 */
export type Right = {
  /** The operations that this stack may send. */
  readonly operations: readonly string[];
  /** The stack that has the right instead, as far as the installer knew. */
  readonly holder?: string | undefined;
};

export const noRight: Right = { operations: [] };

/** Holds what another stack may send, or none; pure. */
export const heldByRight = ({ operations, holder }: Right, operation: string): Hold | undefined =>
  operations.includes(operation)
    ? undefined
    : {
        code: "Forbidden.StackObserves",
        untilMs: undefined,
        why: `this stack has no right to send ${operation}: ${holder === undefined ? "it was not given it" : `the stack ${holder} has it`}`,
      };
