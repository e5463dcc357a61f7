import type { Credentials } from "../../config.ts";

/** One stack, and how its functions are asked. */
export type Target = {
  readonly stack: string;
  readonly regionId: string;
  /** Of Function Compute. */
  readonly endpoint: string;
  readonly credentials: () => Promise<Credentials>;
  readonly nowMs: () => number;
  /** Whether its clock is not this machine's: calls are signed for `nowMs`. */
  readonly hasOwnClock: boolean;
  readonly timeZone: string | undefined;
  /** The address of a function's HTTP trigger, by its name without the stack; undefined if nobody said it. */
  readonly urlOf: (file: string) => string | undefined;
  /** What signs calls of the local cloud. */
  readonly webhookSecret: string | undefined;
  /** What signs a person's decisions in the local cloud. */
  readonly consentSecret?: string | undefined;
};
