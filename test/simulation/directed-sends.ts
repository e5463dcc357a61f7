import { claimed, type Directed, event, intended, lastChance, noticed, run, runAhead, sentLate } from "./script.ts";

/** An intent whose date is as far ahead of the cloud's clock as a clock may be. */
const intendedAhead = ["cloud skew -", "deliver event", "skew +", ...intended("f1", event).slice(1)];

/** Around the send, and between two operations. */
export const sends: readonly Directed[] = [
  {
    name: "a sender freezes before its send and wakes up when its attempt was given up",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...["leap", "3660 s", "frozen", "leap", "300 s", "frozen"],
      ...run("r2", "look", "write.Waiting", "dispatch"),
      ...intended("f3", "invoke").slice(0, 4),
      ...["f3 function.write.Sending", "f3 function.send", "f1 function.send"],
    ],
  },
  {
    name: "an intend without an answer is repeated after the claim was taken back",
    deliveries: [0],
    lines: [
      ...["deliver event", "skew -", ...noticed("f1", event).slice(1), "leap", "31 s"],
      ...["f1 function.write.Sending", "timeoutNotApplied", "leap", "lease", "frozen", "clock -"],
      ...runAhead("r2", "write.Waiting"),
      ...["f1 function.write.Sending", "f1 function.readInstance", "f1 function.send"],
    ],
  },
  {
    name: "two runs prove one failure, and between them another operation is accepted",
    deliveries: [1, 3],
    lines: [
      ...intended("f1", "call T1"),
      ...["f1 function.send", "failedTask", "f1 function.write.Accepted", "leap", "95 s"],
      ...run("r2", "look"),
      ...run("r3", "look", "write.ended"),
      ...intended("f4", "call T2"),
      ...["f4 function.send", "f4 function.write.Accepted", "r2 reconcile.write.ended", "r2 reconcile.readInstance"],
    ],
  },
  {
    name: "a call looks at a replica that still shows the event that was just answered",
    deliveries: [1, 3],
    lines: [
      ...intended("f1", "call T1"),
      ...["f1 function.send", "f1 function.write.Accepted", "leap", "task end"],
      ...run("r2", "look", "write.ended"),
      ...claimed("f3", "call T2"),
      ...["f3 function.look", "lagging", "f3 function.bindToken", "f3 function.write.Sending", "f3 function.send"],
    ],
  },
  {
    name: "one token on two instances at once",
    deliveries: [1, 5],
    lines: [
      ...intended("f1", "call T1 on i-simA"),
      ...claimed("f2", "call T1 on i-simB"),
      ...["f2 function.look", "f2 function.bindToken", "f2 function.write", "f1 function.send", "f2 function.send"],
    ],
  },
  {
    name: "a request arrives at the last moment, and its task is listed late",
    deliveries: [0],
    lines: [...intendedAhead, ...sentLate, ...lastChance, ...["leap", "absent"], ...runAhead("r2", "look", "write")],
  },
  {
    name: "a run reads before the request arrives and concludes after its window",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...sentLate,
      ...run("r2", "look"),
      "held",
      ...["leap", "last chance", "frozen", "late function.send", "leap", "absent", "frozen", "leap", "31 s", "frozen"],
      ...["r2 reconcile.look.reply", "r2 reconcile.write"],
    ],
  },
  {
    name: "a copy of a request comes at the last moment of its date",
    deliveries: [0],
    lines: [
      ...intendedAhead,
      ...["f1 function.send", "copied", "f1 function.write.Accepted", "leap", "last chance", "late function.send"],
    ],
  },
  {
    name: "an attempt is lost soon after an earlier operation's task failed",
    deliveries: [1, 3],
    lines: [
      ...intended("f1", "call T1"),
      ...["f1 function.send", "failedTask", "f1 function.write.Accepted", "leap", "task end"],
      ...run("r2", "look", "write.ended"),
      ...intended("f3", "call T2"),
      ...["f3 function.send", "timeoutNotApplied", "f3 function.write.doubt"],
      ...run("r4", "look", "write"),
    ],
  },
  {
    name: "someone else's failed redeploy is adopted while our request is on its way",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...sentLate,
      ...["foreign", "fails", "leap", "95 s"],
      ...run("r2", "look", "write.Accepted"),
      ...run("r3", "look", "write"),
    ],
  },
  {
    name: "someone else's failed redeploy is adopted; ours arrives at the last moment and is listed late",
    deliveries: [0],
    lines: [
      "cloud skew -",
      ...intended("f1", event),
      ...sentLate,
      ...["foreign", "fails", "leap", "95 s"],
      ...run("r2", "look", "write.Accepted"),
      ...lastChance,
      ...["leap", "closed"],
      ...runAhead("r3", "look", "write"),
    ],
  },
  {
    name: "the first read after a day fails",
    deliveries: [0],
    lines: [
      ...intended("f1", event),
      ...["f1 function.send", "timeoutNotApplied", "f1 function.write.doubt", "leap", "300 s", "leap", "90000 s"],
      ...run("r2", "look"),
      "error",
      "r2 reconcile.write.NeedsHuman",
    ],
  },
  {
    name: "a call that consented is repeated while the next event waits for consent",
    deliveries: [0, 7, 4, 7],
    lines: [
      "local disks",
      ...[...noticed("f1", event), "f1 function.write.Waiting"],
      ...claimed("f2", "call T3"),
      ...["f2 function.look", "f2 function.write.Sending", "f2 function.send", "f2 function.write.Accepted"],
      ...["leap", "task end"],
      ...run("r3", "look", "write.ended"),
      ...[...noticed("f4", "event e-two"), "f4 function.write.Waiting"],
      ...claimed("f5", "call T3"),
      ...["f5 function.look", "f5 function.write.Sending", "f5 function.send"],
    ],
  },
];
