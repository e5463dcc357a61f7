import type { Message } from "./notice.ts";

/**
 * What became of a message. `code`: why it was not taken, without an address or a secret. Refused: the channel has answered, and
 * may well take another one.
 */
export type Taken = { readonly kind: "taken" } | { readonly kind: "failed" | "refused"; readonly code: string };

/** A way to people, who live by `timeZone`. It never throws, and answers within `sendsForMs`. */
export type Channel = {
  readonly name: string;
  /** So many messages a minute it takes. What is more goes into one digest. */
  readonly perMinute: number;
  readonly send: (message: Message, timeZone: string, nowMs: number) => Promise<Taken>;
};

/** A channel that has not answered by then has not taken it, milliseconds (invented). */
export const sendsForMs = 5_000;
