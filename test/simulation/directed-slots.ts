import { claimed, type Directed, event } from "./script.ts";

const eventOfB = "event e-three (Scheduled)";

/** A worker comes to the moment before its intent: it has a place. */
const placed = (worker: string, delivery: string) => [
  `deliver ${delivery}`,
  ...["readInstance", "readControl", "look", "write.Claimed", "writeControl"].map(
    (call) => `${worker} function.${call}`,
  ),
];
/** The same of what is on record. */
const placedAgain = (worker: string, ...last: readonly string[]) => [
  `deliver ${event}`,
  ...["readInstance", "readControl", "write.Claimed", "look", ...last].map((call) => `${worker} function.${call}`),
];
/** An operation that has a place dies before its intent, and a run that finds it waiting again is about to free the place. */
const aboutToFree = [
  ...[...placed("f1", event), "f1 function.write.Sending", "crashBefore", "leap", "300 s", "reconcile"],
  ...["readControl", "listOpen", "readInstance", "write.Waiting", "dispatch", "readInstance"].map(
    (call) => `r2 reconcile.${call}`,
  ),
];
const freed = ["r2 reconcile.readControl", "r2 reconcile.removeEntry"];
/** A run comes to its look at an operation that is in flight, and has read the control row before. */
const aboutToProve = (worker: string) => [
  "reconcile",
  ...["readControl", "listOpen", "readInstance"].map((call) => `${worker} reconcile.${call}`),
];
/** It looks at the operation in flight, and at the event that waits behind it. */
const proves = (worker: string, ...calls: readonly string[]) =>
  ["look", "write.ended", ...calls].map((call) => `${worker} reconcile.${call}`);
const begun = (worker: string) => [...placed(worker, eventOfB), `${worker} function.write.Sending`];

/** Two instances, and one place in the region. */
export const slots: readonly Directed[] = [
  {
    name: "a place is freed while its own operation takes it up again",
    deliveries: [0, 6],
    limited: "one in the region",
    lines: [...aboutToFree, ...placedAgain("f3", "writeControl", "write.Sending"), ...freed, ...begun("f4")],
  },
  {
    name: "a place is freed while its own operation goes on without writing it",
    deliveries: [0, 6],
    limited: "one in the region",
    lines: [...aboutToFree, ...placedAgain("f3", "write.Sending"), ...freed, ...begun("f4")],
  },
  {
    name: "a place is handed on while its own operation takes it up again",
    deliveries: [0, 6],
    limited: "one in the region",
    lines: [
      ...placed("f1", event),
      ...[
        `deliver ${eventOfB}`,
        ...["readInstance", "readControl", "write.beside"].map((call) => `f2 function.${call}`),
      ],
      ...["f1 function.write.Sending", "crashBefore", "leap", "300 s", "reconcile"],
      ...["readControl", "listOpen", "readInstance", "readInstance", "write.Waiting", "dispatch"].map(
        (call) => `r3 reconcile.${call}`,
      ),
      ...["r3 reconcile.readInstance", "r3 reconcile.readControl"],
      ...placedAgain("f4", "writeControl", "write.Sending"),
      ...["r3 reconcile.writeControl", "r3 reconcile.dispatch", "f5 function.readInstance"],
      ...["readInstance", "readControl", "write.Claimed", "look", "writeControl", "write.Sending"].map(
        (call) => `f6 function.${call}`,
      ),
    ],
  },
  {
    name: "the control row is lost and made anew while an operation has a place and no intent",
    deliveries: [0, 6],
    limited: "one in the region, and its row is lost",
    lines: [
      ...[...placed("f1", event), "lose", "deleted", "anew", "reconcile"],
      ...["readControl", "listOpen", "readInstance", "readControl", "writeControl"].map(
        (call) => `r2 reconcile.${call}`,
      ),
      ...[...begun("f3"), "f1 function.write.Sending"],
    ],
  },
  {
    name: "the control row is made anew, and the row of what is in flight cannot be read",
    deliveries: [0, 6],
    limited: "one in the region, and its row is lost",
    lines: [
      ...[...placed("f1", event), "f1 function.write.Sending", "f1 function.send", "f1 function.write.Accepted"],
      ...["lose", "deleted", "anew", "leap", "300 s", "reconcile"],
      ...["r2 reconcile.readControl", "r2 reconcile.listOpen", "r2 reconcile.readInstance", "error"],
      ...["r2 reconcile.readControl", "r2 reconcile.writeControl", ...begun("f3")],
    ],
  },
  {
    name: "two runs prove an operation, and one hands its place over before the other counts what is in flight",
    deliveries: [1, 0],
    limited: "one in the region, later",
    lines: [
      ...claimed("f1", "call T1"),
      ...["look", "bindToken", "write.Sending", "send"].map((call) => `f1 function.${call}`),
      ...["failedTask", "f1 function.write.Accepted", "limit", `deliver ${event}`],
      ...["readInstance", "readControl", "write.beside"].map((call) => `f2 function.${call}`),
      ...["leap", "300 s", ...aboutToProve("r3"), ...aboutToProve("r4")],
      ...proves("r4", "look", "readControl", "writeControl", "readControl", "writeControl", "dispatch"),
      ...proves("r3", "readInstance"),
    ],
  },
  {
    name: "a run cannot read the row of a runbook that is between two steps",
    deliveries: [17, 6],
    limited: "one in the region",
    lines: [
      ...claimed("f1", "call P1").toSpliced(2, 0, "f1 function.readControl"),
      ...["look", "bindToken", "writeControl", "write.Sending", "send", "write.Accepted"].map(
        (call) => `f1 function.${call}`,
      ),
      ...["leap", "300 s", "reconcile"],
      ...["readControl", "listOpen", "readInstance", "look", "write.Waiting", "dispatch"].map(
        (call) => `r2 reconcile.${call}`,
      ),
      ...["reconcile", "r3 reconcile.readControl", "r3 reconcile.listOpen", "r3 reconcile.readInstance", "error"],
      ...["readInstance", "removeEntry"].map((call) => `r3 reconcile.${call}`),
      ...begun("f4"),
    ],
  },
  {
    name: "a run cannot read the row of what is in doubt",
    deliveries: [0, 6],
    limited: "one in the region",
    lines: [
      ...[...placed("f1", event), "f1 function.write.Sending", "f1 function.send", "crashAfter", "leap", "300 s"],
      ...["reconcile", "r2 reconcile.readControl", "r2 reconcile.listOpen", "r2 reconcile.readInstance", "error"],
      ...["readInstance", "removeEntry"].map((call) => `r2 reconcile.${call}`),
      ...begun("f3"),
    ],
  },
];
