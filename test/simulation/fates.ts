import { type Action, traitsOf } from "./actions.ts";

/** Who makes port calls: each kind of worker has a file of its own. */
export type WorkerKind = "function" | "answer" | "reconcile" | "person";

/** What may become of one port call. `ok` stands first everywhere. */
export type Fate =
  | "ok"
  | "crashBefore"
  | "crashAfter"
  /** Performed; the caller stands still before it learns of it. */
  | "held"
  | "timeoutNotApplied"
  | "timeoutApplied"
  /** The caller sees a timeout; it is performed at any later moment. */
  | "late"
  | "error"
  /** The index lists what it listed before. */
  | "staleIndex"
  | "throttled"
  /** The instance is in a passing state. */
  | "busy"
  /** A replica that lags: what it shows was true a moment ago. */
  | "lagging"
  /** The list of events leaves them out. */
  | "unlisted"
  /** The list of events leaves one out. */
  | "gap"
  | "serverErrorNotApplied"
  | "serverErrorApplied"
  | "refusedForNow"
  | "refusedForGood"
  | "failedTask"
  /** Taken and finished, but the event that it answers is moved on hours later, or never. */
  | "unanswered"
  /** Taken, and begun hours later, until when its event has a time; the answer is lost. */
  | "planned"
  /** Something below us sends the same bytes again, and the second answer is what comes back. */
  | "repeated"
  /** It is answered, and something below us sends the same bytes again at any later moment. */
  | "copied"
  | "notConnected"
  /** The owner's hook is not ready yet; refuses; or FC did not run it. */
  | "hookWaits"
  | "hookRefuses"
  | "notAsked";

const write = ["ok", "crashBefore", "crashAfter", "held", "timeoutNotApplied", "timeoutApplied", "late"] as const;
const sent = [
  ...write,
  ...(["throttled", "serverErrorNotApplied", "serverErrorApplied", "refusedForNow"] as const),
  ...(["refusedForGood", "repeated", "notConnected"] as const),
] as const;
const read = ["ok", "crashBefore", "held", "error"] as const;

/** What may happen at which kind of port call. */
export const fatesOf = {
  write,
  read,
  list: [...read, "staleIndex"],
  look: [...read, "throttled", "busy", "lagging", "unlisted"],
  listPending: [...read, "throttled", "lagging", "unlisted", "gap"],
  StopInstance: [...sent, "failedTask", "copied"],
  StartInstance: [...sent, "copied"],
  ReplaceSystemDisk: [...sent, "copied"],
  RebootInstance: [...sent, "unanswered", "copied"],
  AcceptInquiredSystemEvent: [...sent, "failedTask", "unanswered", "planned", "copied"],
  EventRedeployInstance: [...sent, "failedTask", "unanswered", "copied"],
  // A tape's numbers rest on this order.
  RedeployInstance: [
    ...write,
    "throttled",
    "serverErrorNotApplied",
    "serverErrorApplied",
    "refusedForNow",
    "refusedForGood",
    "failedTask",
    "repeated",
    "notConnected",
    "unanswered",
    "copied",
  ],
  dispatch: ["ok", "crashBefore", "crashAfter", "held", "timeoutNotApplied", "timeoutApplied"],
  askHook: [...write, "hookWaits", "hookRefuses", "notAsked"],
  reply: ["ok", "crashBefore"],
} as const satisfies Readonly<Record<string, readonly Fate[]>>;

const actions = Object.keys(traitsOf) as Action[]; // its keys are the type's

/** Every point and its faults: what a run should have hit. */
export const points: Readonly<Record<string, readonly string[]>> = {
  "function.readInstance": read,
  "function.readToken": read,
  "function.bindToken": write,
  "function.look": fatesOf.look,
  ...Object.fromEntries(actions.map((action) => [`function.send.${action}`, fatesOf[action]])),
  "function.readControl": read,
  "function.writeControl": write,
  "function.readWord": read,
  "answer.readWord": read,
  "answer.readControl": read,
  "answer.take": write,
  "answer.readMeant": read,
  "answer.keepOver": write,
  "answer.keepAnswer": write,
  "answer.operate": fatesOf.dispatch,
  "reconcile.readControl": read,
  "reconcile.writeControl": write,
  "reconcile.removeEntry": write,
  "reconcile.readMachines": read,
  "reconcile.readInstance": read,
  "reconcile.listOpen": fatesOf.list,
  "reconcile.look": fatesOf.look,
  "reconcile.listPending": fatesOf.listPending,
  "reconcile.dispatch": fatesOf.dispatch,
  "reconcile.notify": fatesOf.dispatch,
  "reconcile.askHook": fatesOf.askHook,
  "reconcile.readCount": read,
  "reconcile.writeCount": write,
  "reconcile.listUntold": fatesOf.list,
  "reconcile.markTold": write,
  "reconcile.writeNotices": write,
  "reconcile.tell": fatesOf.dispatch,
  ...Object.fromEntries(
    ["Claimed", "Sending", "Accepted", "doubt", "Waiting", "released", "ended", "beside"].map((to) => [
      `function.write.${to}`,
      write,
    ]),
  ),
  ...Object.fromEntries(["Accepted", "Waiting", "ended", "beside"].map((to) => [`reconcile.write.${to}`, write])),
  "person.look": read,
  "person.readControl": read,
  "person.writeControl": write,
  "person.readInstance": read,
  "person.write.ended": write,
  "person.write.Waiting": write,
  "person.write.beside": write,
  cloud: ["foreign redeploy", "unreadable for long"],
};

/** Points that few schedules come to: random ones have more faults there. */
export const isRare = (point: string) => rare.some((start) => point.startsWith(start));
const rare = [
  ...["StartInstance", "RebootInstance", "AcceptInquiredSystemEvent", "EventRedeployInstance"].map(
    (action) => `function.send.${action}`,
  ),
  "person.",
  "answer.",
  "reconcile.write.Accepted",
  "reconcile.write.ended",
  "reconcile.tell",
  "reconcile.askHook",
  "function.write.doubt",
  "function.write.ended",
];

export const pointOf = (kind: WorkerKind, call: string) => `${kind}.${call}`;
