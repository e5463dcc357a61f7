import { accepted, type Directed, event, intended, run } from "./script.ts";

/** What must come to an end by itself though it comes late. */
export const liveness: readonly Directed[] = [
  {
    name: "a proof comes hours after it was shown as overdue",
    deliveries: [0],
    lines: [
      ...accepted("f1", event, "unanswered", "hours later"),
      ...["leap", "10800 s", ...run("r2", "look", "write.Unproven"), "leap", "10800 s"],
    ],
  },
  {
    name: "a stop never arrives, and a passing status is taken for it",
    deliveries: [17],
    lines: [
      ...intended("f1", "call P1"),
      ...["f1 function.send", "timeoutNotApplied", "f1 function.write.doubt"],
      ...[...run("r2", "look"), "busy", "r2 reconcile.write.Accepted"],
    ],
  },
];
