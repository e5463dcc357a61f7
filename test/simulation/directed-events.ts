import { accepted, type Directed, intended, resolved, run } from "./script.ts";

/** One event that two operations answer. */
export const events: readonly Directed[] = [
  {
    name: "an event that a redeploy answered stays pending, and a reboot is asked for",
    deliveries: [13, 14],
    lines: [
      ...accepted("f1", "event e-reboot", "unanswered", "never"),
      ...["leap", "10800 s", ...run("r2", "look", "write.Unproven"), ...resolved("p3")],
      ...[...intended("f4", "call R1"), "f4 function.send"],
    ],
  },
];
