import { accepted, type Directed, event, intended, noticed, proved } from "./script.ts";

/** The event's next operation is dispatched after the cooldown, and fails as well. */
const failsOnceMore = [
  ...["leap", "3660 s", "reconcile", "r3 reconcile.listOpen", "r3 reconcile.readInstance", "r3 reconcile.dispatch"],
  ...intended("f4", "invoke").slice(0, 4),
  ...["f4 function.write.Sending", "f4 function.send", "failedTask", "f4 function.write.Accepted"],
  ...proved("r5"),
];

/** What has failed is tried again, and not for ever. */
export const repeats: readonly Directed[] = [
  {
    name: "an event fails twice, and is left to people",
    deliveries: [0],
    repeat: "two attempts a day",
    lines: [...accepted("f1", event, "failedTask"), ...proved("r2"), ...failsOnceMore],
  },
  {
    name: "an event is answered, a person says that it did not help, and another one comes",
    deliveries: [0, 4],
    repeat: "one attempt a day",
    lines: [
      ...[...accepted("f1", event), ...proved("r2")],
      ...["did-not-help i-simA", "p3 person.readInstance", "p3 person.write.beside"],
      ...["leap", "3660 s", ...noticed("f4", "event e-two (Scheduled)"), "f4 function.write.Waiting"],
    ],
  },
  {
    name: "another event comes as soon as a redeploy has failed",
    deliveries: [0, 4],
    repeat: "an hour between them",
    lines: [
      ...accepted("f1", event, "failedTask"),
      ...proved("r2"),
      ...noticed("f3", "event e-two (Scheduled)"),
      "f3 function.write.Waiting",
    ],
  },
];
