import { type Directed, event, intended, run, sentLate } from "./script.ts";

/** What may come between a person's look and the verdict's being written. */
export const people: readonly Directed[] = [
  {
    name: "a verdict on one attempt stands still until the next attempt is in doubt",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...["f1 function.send", "timeoutNotApplied", "f1 function.write.doubt", "leap", "absent", "leap", "31 s"],
      ...["person", "p2 person.look", "p2 person.readInstance"],
      ...run("r3", "look", "write.Waiting", "dispatch"),
      ...intended("f4", "invoke").slice(0, 4),
      ...["f4 function.write.Sending", "f4 function.send", "timeoutApplied", "f4 function.write.doubt"],
      ...["p2 person.write.ended", "p2 person.readInstance", "p2 person.write.ended"],
    ],
  },
  {
    name: "a verdict from before the request arrived is given when its effect is unproven",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...sentLate,
      ...["person", "p2 person.look", "late function.send", "leap", "95 s"],
      ...run("r3", "look", "write.Accepted"),
      ...["leap", "2678400 s"],
      ...run("r4", "look", "write.Unproven"),
      ...["p2 person.readInstance", "p2 person.write.ended"],
    ],
  },
  {
    name: "a verdict from before the request arrived is given once its window has passed",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...sentLate,
      ...["person", "p2 person.look", "late function.send", "leap", "absent", "leap", "31 s"],
      ...["p2 person.readInstance", "p2 person.write.ended"],
    ],
  },
];
