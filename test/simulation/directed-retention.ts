import { accepted, claimed, type Directed, event, intended, noticed, proved, resolved, run } from "./script.ts";

const fiveWeeks = ["leap", "3110400 s"];
const again = (delivery: string) => ["again", delivery, "with a new event"];

/** A token is used, much later another operation runs and prunes its outcome, then the token comes once more. */
const tokenAgain = (later: readonly string[], delivery = "call T1") => [
  ...accepted("f1", "call T1"),
  ...proved("r2"),
  ...later,
  ...accepted("f3", "event e-two"),
  ...proved("r4"),
  ...again("call T1"),
  ...claimed("f5", delivery),
  ...[
    "f5 function.look",
    "f5 function.bindToken",
    "f5 function.readToken",
    "f5 function.write.Sending",
    "f5 function.send",
  ],
];

/** An operation whose event is never moved on, until a person says that it happened. */
const unanswered = (worker: string, delivery: string) => accepted(worker, delivery, "unanswered", "never");

/** What is delivered again after everything about it was forgotten. */
export const retention: readonly Directed[] = [
  { name: "a token is used again after five weeks", deliveries: [1, 4], lines: tokenAgain(fiveWeeks) },
  {
    name: "a token is used again after five weeks by who need not wait",
    deliveries: [1, 4, 9],
    lines: tokenAgain(fiveWeeks, "queued call T1"),
  },
  { name: "a token is used again after three days", deliveries: [1, 4], lines: tokenAgain(["leap", "259200 s"]) },
  {
    name: "an event that is pending for five weeks after its answer is delivered again",
    deliveries: [0, 4],
    lines: [
      ...unanswered("f1", event),
      ...["leap", "10800 s", ...run("r2", "look", "write.Unproven"), ...resolved("p3"), ...fiveWeeks],
      ...[...accepted("f4", "event e-two", "failedTask"), ...proved("r5")],
      ...[...again("event e-one"), ...claimed("f6", event)],
      ...["f6 function.look", "f6 function.write.Sending", "f6 function.send"],
    ],
  },
  {
    name: "an old outcome is forgotten while an operation waits for its proof, and its event is asked for again",
    deliveries: [1, 4, 3],
    lines: [
      ...[...accepted("f1", "call T1"), ...proved("r2"), "leap", "2678400 s"],
      ...unanswered("f3", "event e-two"),
      ...["leap", "259200 s", "leap", "90000 s", ...run("r4", "look", "write.Unproven"), ...resolved("p5")],
      ...[...intended("f6", "call T2"), "f6 function.send"],
    ],
  },
  {
    name: "a consent's token is used again after five weeks",
    deliveries: [0, 7, 4],
    lines: [
      ...["local disks", ...noticed("f1", event), "f1 function.write.Waiting"],
      ...accepted("f2", "call T3"),
      ...[...proved("r3"), ...fiveWeeks],
      ...[...noticed("f4", "event e-two"), "f4 function.write.Waiting"],
      ...[
        "leap",
        "2678400 s",
        "reconcile",
        "r5 reconcile.listOpen",
        "r5 reconcile.readInstance",
        "r5 reconcile.write.beside",
      ],
      ...[...again("call T3"), ...intended("f6", "call T3"), "f6 function.send"],
    ],
  },
  {
    name: "a token is used again after five weeks while the event that it answered is still pending, and then another one",
    deliveries: [1, 3, 7],
    lines: [
      ...unanswered("f1", "call T1"),
      ...["leap", "10800 s", ...run("r2", "look", "write.Unproven"), ...resolved("p3"), ...fiveWeeks],
      ...[...claimed("f4", "call T2"), "f4 function.look", "f4 function.bindToken", "f4 function.write.ended"],
      ...["again", "call T1", "as it was", ...claimed("f5", "call T1"), "f5 function.look", "f5 function.bindToken"],
      ...["f5 function.readToken", "f5 function.write.released"],
      ...[...intended("f6", "call T3"), "f6 function.send"],
    ],
  },
];
