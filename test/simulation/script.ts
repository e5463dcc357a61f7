import type { LimitsName } from "./limited.ts";

/** A schedule that somebody thought of: who moves, with what fate, in order. */
export type Directed = {
  readonly name: string;
  /** Numbers of templates in delivery.ts. */
  readonly deliveries: readonly number[];
  readonly lines: readonly string[];
  /** How often people pause or resume in it. */
  readonly stops?: number;
  /** What the policy says of repetitions, as `repeats.ts` names it. */
  readonly repeat?: string;
  /** What the policy limits. */
  readonly limited?: LimitsName;
};

/** A worker takes up a call, or what is on record, and claims. */
export const claimed = (worker: string, delivery: string) => [
  `deliver ${delivery}`,
  `${worker} function.readInstance`,
  `${worker} function.write.Claimed`,
];
/** A worker takes up an event that is new, and looks before it claims. That look is the one that counts. */
export const noticed = (worker: string, delivery: string) => [
  `deliver ${delivery}`,
  `${worker} function.readInstance`,
  `${worker} function.look`,
  `${worker} function.write.Claimed`,
];
/** A worker comes to the moment before its send. */
export const intended = (worker: string, delivery: string) => [
  ...(delivery.startsWith("event")
    ? noticed(worker, delivery)
    : [...claimed(worker, delivery), `${worker} function.look`, `${worker} function.bindToken`]),
  `${worker} function.write.Sending`,
];
/** One run of reconciliation with these calls. */
export const run = (worker: string, ...calls: readonly string[]) => [
  "reconcile",
  ...["listOpen", "readInstance", ...calls].map((call) => `${worker} reconcile.${call}`),
];
/** The same by a clock that is ahead. */
export const runAhead = (worker: string, ...calls: readonly string[]) => {
  const [start = "", ...rest] = run(worker, ...calls);
  return [start, "skew +", ...rest];
};
/** The first send gets no answer and floats. */
export const sentLate = ["f1 function.send", "late", "f1 function.write.doubt"];
/** What floats arrives at the last moment and is listed late. */
export const lastChance = ["leap", "last chance", "late function.send", "seen late"];
/** The plainest delivery. */
export const event = "event e-one (Scheduled)";

/** An operation from its delivery to its stored acceptance. */
export const accepted = (worker: string, delivery: string, ...fate: readonly string[]) => [
  ...intended(worker, delivery),
  `${worker} function.send`,
  ...fate,
  `${worker} function.write.Accepted`,
];

/** The task ends and a run proves it. */
export const proved = (worker: string) => ["leap", "task end", ...run(worker, "look", "write.ended")];

/** A person is asked, looks and gives a verdict. */
export const resolved = (worker: string) => [
  "person",
  ...["look", "readInstance", "write.ended"].map((call) => `${worker} person.${call}`),
];
