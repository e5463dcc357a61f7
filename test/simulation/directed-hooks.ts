import { failureEvent } from "./names.ts";
import { claimed, type Directed, noticed, run } from "./script.ts";

/** It is planned by the same rules that reconcile goes by. */
const event = `event ${failureEvent} (Inquiring)`;
const failure = 35;

/** An event comes under a policy with a hook, and waits for it. */
const hooked = ["a hook", ...noticed("f1", event), "f1 function.write.Waiting"];
/** A run puts on record that it asks the hook, and asks it. */
const asks = (worker: string, ...fate: readonly string[]) => [
  ...run(worker, "look", "write.beside", "askHook"),
  ...fate,
];

/** What may come between a hook's drain and its being told how it ended. */
export const hooks: readonly Directed[] = [
  {
    name: "a run dies when the hook has drained the machine, and a person takes the plan back",
    deliveries: [failure],
    lines: [
      ...[...hooked, ...asks("r2", "crashAfter")],
      ...["cancel i-simA", "p3 person.readInstance", "p3 person.write.beside"],
    ],
  },
  {
    name: "two runs ask one hook, and Function Compute runs it for the second one alone",
    deliveries: [failure],
    lines: [
      ...[...hooked, ...run("r2", "look"), ...asks("r3", "notAsked")],
      ...[
        "r2 reconcile.write.beside",
        "r2 reconcile.readInstance",
        "r3 reconcile.write.beside",
        "r2 reconcile.askHook",
      ],
    ],
  },
  {
    name: "the hook was ready an hour before the attempt",
    deliveries: [failure],
    lines: [
      ...[...hooked, ...asks("r2"), "r2 reconcile.write.beside", "r2 reconcile.dispatch", "leap", "10800 s"],
      ...[...claimed("f3", `invoke ${failureEvent}`), "f3 function.look", "f3 function.write"],
    ],
  },
  {
    name: "the hook refuses, and nobody says yes",
    deliveries: [failure],
    lines: [
      ...[...hooked, ...asks("r2", "hookRefuses"), "r2 reconcile.write.beside", "r2 reconcile.dispatch"],
      ...[...claimed("f3", `invoke ${failureEvent}`), "f3 function.look", "f3 function.write.Waiting"],
    ],
  },
  {
    name: "the hook says nothing",
    deliveries: [failure],
    lines: [...hooked, ...asks("r2", "hookWaits"), ...run("r3", "look", "write.beside", "askHook"), "hookWaits"],
  },
  {
    name: "a question to the hook arrives when its operation was taken back and the machine was put back",
    deliveries: [failure],
    lines: [
      ...[...hooked, ...asks("r2", "late")],
      ...["cancel i-simA", "p3 person.readInstance", "p3 person.write.beside"],
      ...["leap", "300 s", ...run("r4", "askHook"), "late reconcile.askHook"],
    ],
  },
  {
    name: "a question to the hook arrives when its operation was taken back and a person said that the machine is back",
    deliveries: [failure],
    lines: [
      ...[...hooked, ...asks("r2", "late")],
      ...["cancel i-simA", "p3 person.readInstance", "p3 person.write.beside"],
      ...["put-back i-simA", "p4 person.readInstance", "late reconcile.askHook"],
    ],
  },
  {
    name: "a machine that is drained keeps its place, while another one waits for it",
    deliveries: [failure, 6],
    limited: "one in the region",
    lines: [
      ...[...hooked, ...asks("r2", "hookWaits")],
      ...["deliver event e-three (Scheduled)", "f3 function.readInstance", "f3 function.readControl"],
      ...["f3 function.write.beside", ...run("r4")],
    ],
  },
];
