import type { SourceEdit } from "../../functions/build/source-edits.ts";
import { allOn, type Switches } from "./world.ts";

/** The sentences that a mutant may break, by a short name. */
export const sentences = {
  once: "I1 once: at most one effect per token, and per event and instance whatever the token or operation",
  oneWish: "I1 once: what one person says by chat within ten minutes is done once, whatever messages bring it",
  proved: "I1 once: another attempt, or an end without effect, only after the one before is proved without effect",
  oneAtATime: "I2 one at a time: what may be taken or runs is the current attempt of the instance's current operation",
  nothingLost: "I3 nothing lost: what was accepted ends, or is visible with its deadline",
  bySelf:
    "I3 nothing lost: with readable evidence and no new faults all ends by itself, or by people where only they can",
  taken: "I4 truth: accepted or succeeded only if the cloud took this attempt, or it is marked as adopted",
  patient: "I3 nothing lost: an event is given up only once the cloud has not listed it for an hour",
  fenced: "I6 fenced: a write names the version that it rests on; a late or foreign one changes nothing",
  neverErased: "I7 never erased: what was stored stays until it has an outcome",
  leaseEnd: "I7 never erased: the end of a lease starts reconciliation, never a send",
  keptWhole: "I7 never erased: what waits is taken up as it was stored, and no arrival overwrites it",
  afloat: "I8 blast radius: a runbook that has begun keeps its row until its instance runs again",
  limited: "I8 blast radius: no more operations are in flight, or begun in an hour, than the policy's limits allow",
  unlocked: "H1 slots: what holds nothing has no place for long, so whoever waits for one gets it",
  inOrder:
    "H3 hand-over: what is free goes to the first deadline that fits, and nothing is dispatched to find a scope full",
  fresh: "I12 fresh: nothing is intended on a look, a plan or a wish that is too old",
  holdsNobody: "W: an event that no look has listed holds nobody up",
  asksOnce: "I9 consent: the end of a question is fixed when it is first asked; only the event's own time moves it",
  policy: "G: which operation acts, and whether, is planned on the policy that was read for this attempt",
  lineEach: "T: each change of an operation has one line in the very write; what changes nothing has none",
  lineKept: "T: a line is counted up or stays as it is, until there are too many; no number is given twice",
  lineBounded: "T: a row has 24 lines at most, and an outcome 8, of 160 bytes",
  lineByWhom: "T: a line says by whom, as the door knows it, and never as a payload says",
  lineTruth: "T: a line says of an operation what the row says",
  consent:
    "I9 consent: nothing that loses data is sent without the yes of as many people as the policy wants, who were shown just that",
  drainedFirst: "K2: under a hook nothing is begun that was not ready a minute before, unless people say so",
  putBack: "K2: what a hook may have drained is put back after its operation has ended, whatever the end",
  postponed: "W7: what a person has put off begins no sooner",
  found: "F finder: a pending event that is answerable and owned by nobody is dispatched like any event",
  asksOnly: "F finder: what no document and no rule answers by its type, and a drill, is not dispatched",
  owned: "F1: an event is owned if its own operation is current, waits or has ended, or if its binding stands",
  again: "F1: an event that has ended is owned, until a person has it planned again; then by one further operation",
  repeated:
    "F2: a further operation for an event is stored in the very write that ends the one before, due after the cooldown",
  cooled: "R: nothing is begun on an instance in the cooldown of another operation of ours, unless a person says so",
  capped: "R: after as many failures on an instance as the policy allows nothing is begun, unless a person says so",
  oneKind: "F3: what comes from bus or finder is one kind, judged by the same rules",
  counted:
    "C: each decision of a rule is counted once, whatever overlaps or is cut off; a row leaves the open index after it",
  stopHolds:
    "I: a pause or an open breaker holds every intent later than a minute after its write, every send later than two, and every dispatch",
  stopTold: "I: who is told that something is paused can rest on it",
  letGoByPeople: "H1: a pause goes by a person's word or at its end, and the breaker by a person's word alone",
  breakerCounts: "the breaker trips by new events alone, counted since the last resume",
  inTime:
    "H: nothing planned is sent outside its window, in a freeze or in the guard band, as they are when it is sent; a freeze holds calls too, unless one of an operator overrides it",
  failuresGoOn: "H: what answers a failure waits for no time that the policy names",
  notInVain: "V: what waits for a moment is not taken up again and again before it, only to wait for the same moment",
  told: "I11 told: what people are to hear of is told at least once, in some runs, whatever is cut off",
  besideTold: "N2: who tells people writes what was told, and nothing that a function goes by",
  blind: "F5: a list that cannot be read whole is told, and decides nothing",
} as const;

type Sentence = keyof typeof sentences;

/** The product, or the world it trusts, without one safeguard. */
export type Mutant = {
  readonly name: string;
  readonly what: string;
  /** What is promised and does not hold without it. */
  readonly breaks: string;
  readonly edits: readonly SourceEdit[];
  readonly switches: Switches;
};

/** A change to one file of the product. */
export const edit = (file: string, find: string, replace: string): SourceEdit => ({
  file: `shared/${file}`,
  find,
  replace,
});

/** The product without a safeguard. */
export const product = (name: string, what: string, breaks: Sentence, ...edits: readonly SourceEdit[]): Mutant => ({
  name,
  what,
  breaks: sentences[breaks],
  edits,
  switches: allOn,
});

/** The world without something that the product trusts. */
export const world = (name: string, what: string, breaks: Sentence, off: Partial<Switches>): Mutant => ({
  name,
  what,
  breaks: sentences[breaks],
  edits: [],
  switches: { ...allOn, ...off },
});
