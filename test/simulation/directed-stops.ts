import { accepted, type Directed, event, noticed, run } from "./script.ts";

/** A person pauses everything, until somebody resumes it. */
const paused = (person: string) => [
  ...["pause", "all", "until resumed"],
  ...["readControl", "writeControl"].map((call) => `${person} person.${call}`),
];
const resumed = (person: string) => [
  "resume",
  ...["readControl", "writeControl"].map((call) => `${person} person.${call}`),
];

/** What is stopped while something is on its way, and let go. */
export const stopped: readonly Directed[] = [
  {
    name: "a storm trips the breaker, somebody lets it go, and it counts anew",
    deliveries: [0, 6],
    stops: 1,
    lines: [
      ...accepted("f1", event),
      ...accepted("f2", "event e-three"),
      ...[...run("r3"), "r3 reconcile.writeControl"],
      ...["leap", "95 s", ...resumed("p4"), ...run("r5")],
    ],
  },
  {
    name: "everything is paused while an event is between its claim and its intent, and goes on hours later",
    deliveries: [0],
    stops: 2,
    lines: [...noticed("f1", event), ...paused("p2"), "leap", "300 s", ...run("r3"), ...resumed("p4"), ...run("r5")],
  },
];
