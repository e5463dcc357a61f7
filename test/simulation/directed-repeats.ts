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
