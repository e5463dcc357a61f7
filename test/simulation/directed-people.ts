import { claimed, type Directed, event, intended, noticed, run, sentLate } from "./script.ts";

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
  ...["other door", "ram"].map((verb) => ({
    name: `the policy wants two people, and ${verb === "ram" ? "the second is nobody by name" : "one says yes by two doors"}`,
    deliveries: [0],
    lines: [
      ...["policy", "two people", "leap", "10800 s", ...noticed("f1", event), "f1 function.write.Waiting"],
      ...["approve i-simA", "p2 person.readInstance", "p2 person.write.beside"],
      ...[`${verb} i-simA`, "p3 person.readInstance", "p3 person.write.beside"],
      ...run("r4", "dispatch"),
      ...[...claimed("f5", "invoke e-one"), "f5 function.look", "f5 function.write"],
    ],
  })),
  {
    name: "what people said yes to is another disk by the time it is sent",
    deliveries: [0],
    lines: [
      ...["local disks", ...noticed("f1", event), "f1 function.write.Waiting"],
      ...["approve i-simA", "p2 person.readInstance", "p2 person.write.beside", "swap", "leap", "10800 s"],
      ...run("r3", "dispatch"),
      ...[...claimed("f4", "invoke e-one"), "f4 function.look", "f4 function.write"],
    ],
  },
  {
    name: "a person puts a plan off, and another one says yes to it",
    deliveries: [0],
    lines: [
      ...["policy", "ask", ...noticed("f1", event), "f1 function.write.Waiting"],
      ...["postpone i-simA", "p2 person.readInstance", "p2 person.write.beside"],
      ...["approve i-simA", "p3 person.readInstance", "p3 person.write.beside"],
      ...run("r4", "dispatch"),
      ...[...claimed("f5", "invoke e-one"), "f5 function.look", "f5 function.write"],
    ],
  },
];
