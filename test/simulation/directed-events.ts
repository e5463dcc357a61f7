import { accepted, claimed, type Directed, intended, noticed, resolved, run } from "./script.ts";

/** An inquiry, planned by the owner's rule. */
const asked = [...noticed("f1", "event e-disk"), "f1 function.write.Waiting"];

/** One event that two operations answer, and one that asks. */
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
  {
    name: "an inquiry is accepted for later, and its answer is lost",
    deliveries: [30, 33],
    lines: [
      ...asked,
      ...intended("f2", "call A2"),
      ...["f2 function.send", "planned", "f2 function.write.doubt", "leap", "absent", "leap", "31 s"],
      ...run("r3", "look", "write.ended"),
    ],
  },
  {
    name: "an inquiry gets a time before the call for it is taken up again",
    deliveries: [30, 33],
    lines: [
      ...[...asked, ...claimed("f2", "call A2"), "f2 function.look", "crashBefore"],
      ...["turn", "e-disk", "moved on"],
    ],
  },
];
