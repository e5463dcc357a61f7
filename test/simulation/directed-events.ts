import { accepted, type Directed, intended, noticed, resolved, run } from "./script.ts";

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
  {
    name: "a reboot that leaves StartTime and its event as they were",
    deliveries: [16],
    lines: [
      "StartTime stays",
      ...[...noticed("f1", "invoke e-reboot"), "f1 function.write.Sending"],
      ...["f1 function.send", "unanswered", "never", "f1 function.write.Accepted", "crashBefore"],
      ...["leap", "absent", "leap", "31 s", ...run("r2", "look", "write.Waiting", "dispatch")],
      ...[...intended("f3", "invoke").slice(0, 4), "f3 function.write.Sending", "f3 function.send"],
    ],
  },
];
