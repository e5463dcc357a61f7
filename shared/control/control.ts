import { type Breaker, untripped } from "../guards/breaker.ts";
import type { Entry, Slots } from "../guards/limits.ts";
import type { Pause } from "../guards/pause.ts";
import { noRight, type Right } from "../guards/right.ts";
import type { Written } from "../ledger/store.ts";

/** A policy that is or was in force, and who put it there. */
export type Applied = {
  /** Grows with every apply and every rollback. */
  readonly serial: number;
  /** Of the text. */
  readonly hash: string;
  readonly by: string;
  readonly why: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
};

/** What steers a stack: one row of the control table. It is made with the tables, never by a function that acts. */
export type Control = Slots & {
  /** Grows with every change but one: who takes an entry out names its mark instead. A change names the one that it read. */
  readonly rev: number;
  /** Absent while nobody has applied a policy: the starter holds. */
  readonly policy: Applied | undefined;
  /** What this stack may send. */
  readonly right: Right;
  readonly pauses: readonly Pause[];
  readonly breaker: Breaker;
};

/** The control row of a stack in which nothing has happened yet. */
export const firstControl: Control = {
  rev: 1,
  policy: undefined,
  right: noRight,
  pauses: [],
  breaker: untripped,
  entries: {},
  hour: {},
  filled: [],
};

/**
 * The control row as it is made at this time. A row that was lost may be made anew while others still write what they have
 * read of the old one: so `rev` begins where no older row has been. `isFirst`: nothing was ever begun, on no machine.
 */
export const newControl = (nowMs: number, isFirst: boolean): Control => ({
  ...firstControl,
  rev: nowMs,
  ...(!isFirst && { startsFromMs: nowMs }),
});

/** The calls of the control table, one round trip each. Each throws `StoreUnknown` if the outcome cannot be known. */
export type ControlStore = {
  /** Throws `ControlUnreadable` if there is no row, or one of a version that this release does not know. */
  readonly readControl: () => Promise<Control>;
  /** Makes `next` of `before` if the row still has its `rev`. */
  readonly writeControl: (before: Control, next: Control) => Promise<Written>;
  /**
   * Writes an instance's entry anew, if it still has this mark. `rev` grows by one, whatever it is: who is about to give the place
   * away is refused, and those who take up places of their own do not collide.
   */
  readonly takeUp: (instanceId: string, mark: string, entry: Entry) => Promise<Written>;
  /** Takes an instance's entry out of the row if it still has this mark. `rev` stays: frees and acquires never collide. */
  readonly removeEntry: (instanceId: string, mark: string) => Promise<Written>;
  /** The text of a policy. It never changes, since its key is its hash. */
  readonly readText: (hash: string) => Promise<string | undefined>;
  readonly writeText: (hash: string, text: string) => Promise<Written>;
  /** A policy that was in force before. */
  readonly readPast: (serial: number) => Promise<Applied | undefined>;
  readonly writePast: (applied: Applied) => Promise<Written>;
};

/** Nothing may be sent: nobody knows what the owner allows. */
export class ControlUnreadable extends Error {
  override readonly name = "ControlUnreadable";
  /** Told as the cause of what waits for it. */
  readonly code = "PolicyUnreadable";
}
