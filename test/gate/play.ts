/**
 * One call of the product. `atOnce`: the actions that it asks for at the same time. Then one of them at a time is
 * answered otherwise, after all others, so that what the call comes to does not depend on which answer is first.
 */
type Call = { readonly run: () => Promise<unknown>; readonly atOnce?: readonly string[] };
export type Calls = Readonly<Record<string, Call>>;

/** A call, and what it is answered. */
export type Play = Announced & { readonly run: () => Promise<unknown> };

/** What the process that plays is told, in its environment. */
export type Stage = {
  /** The one server that every request goes to. */
  readonly endpoint: string;
  /** Epoch milliseconds, as the local cloud has it. */
  readonly nowMs: number;
  readonly accessKey: { readonly accessKeyId: string; readonly accessKeySecret: string };
  readonly accountId: string;
  readonly regionId: string;
  readonly instance: string;
};

/** Says which play comes next; its answer is awaited, so that the server knows what it hears. */
export type Announced = {
  readonly play: string;
  readonly fate: string;
  /** The action that the fate is for, and how many others are asked for at once; undefined: all that is asked. */
  readonly struck?: { readonly action: string; readonly after: number };
};
/** What each play came to, and the calls of the product that were in none. */
export type Played = { readonly outcomes: Readonly<Record<string, unknown>>; readonly unplayed: readonly string[] };
