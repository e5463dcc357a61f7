import type { Attempts } from "./past.ts";

/** What follows if the operation of an event fails, by the policy in force. Times are epoch milliseconds. */
export type Repeating = {
  /** The event's next one: each has an id of its own. */
  readonly operationId: string;
  readonly attempts: Attempts;
  readonly cooldownMs: number;
  /** Of the policy that says so. */
  readonly serial: number;
  /** When the platform acts by itself, if the event names a time and it could be read. */
  readonly dueMs?: number | undefined;
};
