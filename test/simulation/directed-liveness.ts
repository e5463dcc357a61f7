import { accepted, claimed, type Directed, event, intended, noticed, run } from "./script.ts";

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
  {
    name: "an instance that was found Stopped for its new disk is started by somebody else",
    deliveries: [20, 22],
    lines: [
      ...["begins Stopped", ...noticed("f1", "event e-stop"), "f1 function.write.Waiting"],
      ...run("r2", "dispatch"),
      ...[...claimed("f3", "invoke e-stop"), "f3 function.look", "f3 function.write.Waiting"],
      ...["approve i-simA", "p4 person.readInstance", "p4 person.write.beside"],
      ...run("r5", "dispatch"),
      ...[...claimed("f6", "invoke e-stop"), "f6 function.look", "f6 function.write.Waiting"],
      ...["foreign", "finishes", "StartInstance"],
    ],
  },
];
