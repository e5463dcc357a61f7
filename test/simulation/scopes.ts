import type { LimitsName } from "./limited.ts";
import type { Limits, PolicyOfOwner } from "./world.ts";

/** A small world that is searched to its end. */
export type Scope = {
  readonly name: string;
  readonly deliveries: readonly number[];
  readonly maxFaults: number;
  readonly limits: Limits;
  readonly limited?: LimitsName;
  /** The owner's policy from the beginning. */
  readonly policy?: PolicyOfOwner;
  /** What happens first, as in a script: the search begins after it. */
  readonly begin?: readonly string[];
};

const limits: Limits = {
  ...{
    jumps: 1,
    reconciles: 1,
    foreign: 0,
    people: 0,
    outages: 0,
    farLeaps: 0,
    repeats: 0,
    words: 0,
    turns: 0,
    stops: 0,
  },
  ...{ steps: 300, stepMs: 0, leapsMs: [95_000, 3_900_000], farLeapsMs: [] },
};

/** The numbers are those of the templates in delivery.ts. */
const scopesOfOne: readonly Scope[] = [
  { name: "1 event, 1 fault, 1 leap, 1 reconcile", deliveries: [0], maxFaults: 1, limits },
  { name: "1 event, 2 faults, 1 reconcile", deliveries: [0], maxFaults: 2, limits: { ...limits, jumps: 0 } },
  { name: "1 event, 2 faults, 1 leap, 1 reconcile", deliveries: [0], maxFaults: 2, limits },
  {
    name: "2 notices of one event, 1 fault",
    deliveries: [0, 2],
    maxFaults: 1,
    limits: { ...limits, jumps: 0, reconciles: 0 },
  },
  {
    name: "2 notices of one event, 1 fault, 1 reconcile",
    deliveries: [0, 2],
    maxFaults: 1,
    limits: { ...limits, jumps: 0 },
  },
  {
    name: "an event and a call, 1 fault",
    deliveries: [0, 1],
    maxFaults: 1,
    limits: { ...limits, jumps: 0, reconciles: 0 },
  },
  {
    name: "1 event, 1 fault, 1 leap, 1 person",
    deliveries: [0],
    maxFaults: 1,
    limits: { ...limits, reconciles: 0, people: 1 },
  },
  {
    name: "a runbook, 1 fault, 1 reconcile",
    deliveries: [17],
    maxFaults: 1,
    limits: { ...limits, jumps: 0 },
  },
];

/**
 * Where one may be in flight. A crash after a write is a crash before whatever comes next, and one before the first write
 * changes nothing. Reads of the cloud are made at once.
 */
const places: Scope = {
  name: "",
  deliveries: [0, 6],
  maxFaults: 1,
  limits: {
    ...{ ...limits, jumps: 0, reconciles: 1, fates: ["crashAfter"] },
    atOnce: ["function.look", "reconcile.look", "reconcile.listPending", "reconcile.readMachines"],
  },
  limited: "one in the region",
};

/** The first of two has its proof to come, and the other waits for its place. */
const handedOver: Scope = {
  ...places,
  limits: { ...places.limits, jumps: 1 },
  begin: [
    ...["f1 function.readInstance", "f1 function.readControl", "f1 function.write.Claimed"],
    ...["f1 function.writeControl", "f1 function.write.Sending", "f1 function.send", "f1 function.write.Accepted"],
    ...["f2 function.readInstance", "f2 function.readControl", "f2 function.write.beside", "leap", "task end"],
  ],
};
/** Two instances with an event each, and one place in the region. Each is searched to its end within seconds. */
export const scopesOfPlaces: readonly Scope[] = [
  { ...places, name: "2 events for 1 place, 1 crash", limits: { ...places.limits, reconciles: 0 } },
  { ...handedOver, name: "1 waits for the place of the other, 1 reconcile, 1 crash" },
];

const twice: Limits = { ...handedOver.limits, reconciles: 2 };

/** The same, larger: for minutes. */
const largerOfPlaces: readonly Scope[] = [
  { ...handedOver, name: "1 waits for the place of the other, 2 reconciles", maxFaults: 0, limits: twice },
  { ...places, name: "2 events for 1 place, 1 reconcile, 1 crash" },
  { ...handedOver, name: "1 waits for the place of the other, 2 reconciles, 1 crash", limits: twice },
];

/**
 * A person says one of their words to an event that is asked about; or a hook is asked about it, and may say that it is not
 * ready. Its question is on record when the search begins.
 */
const decided: Scope = {
  ...{ name: "", deliveries: [35], maxFaults: 1 },
  policy: { mode: "ask", sinceMs: 0 },
  limits: {
    ...{ ...limits, jumps: 1, leapsMs: [95_000], words: 1, fates: ["crashAfter", "timeoutApplied"] },
    atOnce: ["function.look", "reconcile.look", "reconcile.listPending", "person.readInstance"],
  },
  begin: ["f1 function.readInstance", "f1 function.write.Claimed", "f1 function.write.Waiting"],
};
const hooked: Scope = {
  ...decided,
  policy: { mode: "act", sinceMs: 0, hook: true },
  limits: { ...decided.limits, words: 0, reconciles: 2, fates: ["crashAfter", "hookWaits", "hookRefuses", "notAsked"] },
};
export const scopesOfPeople: readonly Scope[] = [
  { ...decided, name: "1 event that is asked about, 1 word, 1 reconcile, 1 fault" },
];

const largerOfPeople: readonly Scope[] = [
  { ...hooked, name: "1 event under a hook, 2 reconciles, 1 fault" },
  {
    ...{ ...decided, name: "1 event that is asked about, two people are wanted, 2 words", maxFaults: 0 },
    ...{ policy: { mode: "ask", sinceMs: 0, approvals: 2 }, limits: { ...decided.limits, words: 2 } },
  },
  {
    ...{ ...hooked, name: "1 event under a hook, 1 word, 2 reconciles, 1 fault" },
    limits: { ...hooked.limits, words: 1 },
  },
];

/** All of them. */
export const scopes: readonly Scope[] = [
  ...[...scopesOfOne, ...scopesOfPlaces, ...scopesOfPeople],
  ...[...largerOfPlaces, ...largerOfPeople],
];
