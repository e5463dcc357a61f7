import type { Bounds } from "../bounds.ts";
import type { Facts } from "../control/notice-facts.ts";
import type { KindName } from "./kinds.ts";

/** What people are to know of one operation, or of one thing of the stack, as it stands. */
export type Situation = {
  /** Of what it is: the beginning of an operation's id, or such as `pause 0f3a`. What was told is kept by it. */
  readonly name: string;
  /** Tells it from what was told before: people hear of the same one once, but for reminders. */
  readonly key: string;
  /** The message's id: the same in each try. */
  readonly id: string;
  readonly kind: KindName;
  readonly facts: Facts;
  /** The row has come to it anew, and says so by the number in `id`. */
  readonly isNews?: boolean;
  /** It is remembered, and not told yet: it may pass in some minutes. */
  readonly isQuiet?: boolean;
  /** A channel that is not told: it is what fails. */
  readonly except?: string;
};

/** What else a row's notices are made of. */
export type Known = {
  readonly bounds: Bounds;
  /** When the platform acts by itself on an event, as far as a list says; epoch milliseconds. */
  readonly dueMsOf: (eventId: string) => number | undefined;
  /** Nothing planned is begun so close to that time, milliseconds. Undefined: the policy cannot be read, or says nothing. */
  readonly guardBandMs?: number | undefined;
  /** The person who signs by this name. Undefined: the policy cannot be read, and a name is all there is. */
  readonly personOf?: ((name: string) => string) | undefined;
  /** The people who may approve. */
  readonly approvers?: readonly string[] | undefined;
  /** How many questions are open on all machines, as far as this run has read. */
  readonly asks?: number | undefined;
};
