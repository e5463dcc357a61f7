import { claimed, type Directed, event, noticed, run } from "./script.ts";

const looks = (worker: string, delivery: string) => [
  `deliver ${delivery}`,
  ...["readInstance", "look"].map((call) => `${worker} function.${call}`),
];

/** Events that a list leaves out at first, and questions that are asked again. */
export const listings: readonly Directed[] = [
  {
    name: "two events of a new instance are left out, and the first row is put by the other one",
    deliveries: [0, 4],
    lines: [
      ...[...looks("f1", event), "unlisted", ...looks("f2", "event e-two"), "unlisted", "f2 function.write.beside"],
      ...["f1 function.write.beside", "timeoutNotApplied", "f1 function.write.beside", "f1 function.readInstance"],
    ],
  },
  {
    name: "an event that was left out is listed by the next look",
    deliveries: [0],
    lines: [
      ...[...looks("f1", event), "unlisted", "f1 function.write.beside", "leap", "300 s"],
      ...run("r2", "look", "write.beside", "dispatch"),
      ...claimed("f3", "invoke e-one"),
    ],
  },
  {
    name: "an event whose time has passed is brought again while a person is asked",
    deliveries: [0, 2],
    lines: [
      ...["local disks", "leap", "90000 s", ...noticed("f1", event), "f1 function.write.Waiting"],
      ...["leap", "10800 s", ...claimed("f2", "event e-one (Inquiring)"), "f2 function.look", "f2 function.write"],
    ],
  },
];
