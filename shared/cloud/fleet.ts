import type { PastEvent } from "../remediation/answerable.ts";
import type { Machine } from "../remediation/machine.ts";

/**
 * What a policy is tried on: a product's machines and past events. Each call works until `untilMs` (epoch milliseconds)
 * and throws `OpError` (`unavailable`, `throttled`) rather than leave some out. It is a port of its own: the functions
 * that act have no use for it.
 */
export type Fleet = {
  /** All machines of the region; of ENS, those of the account. */
  readonly listMachines: (untilMs: number) => Promise<readonly Machine[]>;
  /** These machines, without those that are not listed. */
  readonly readMachines: (instanceIds: readonly string[], untilMs: number) => Promise<readonly Machine[]>;
  /** All events that were published since `sinceMs`, whatever their status. */
  readonly listPast: (sinceMs: number, untilMs: number) => Promise<readonly PastEvent[]>;
};
