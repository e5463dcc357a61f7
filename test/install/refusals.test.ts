import { expect, test } from "vitest";
import { createAccountBench } from "./bench.ts";

type Refusal = {
  readonly what: string;
  readonly fault: object;
  /** What is said: where, why, and what helps. */
  readonly said: readonly RegExp[];
};

const fc = (action: string, target: string, rest: object) => ({ product: "fc", action, target, ...rest });
const error = (status: number, code: string) => ({ effect: "error", status, code });

/** In the order in which a run meets them: each run is halted by one, and goes on from there at the next. */
const refusals: readonly Refusal[] = [
  {
    what: "credentials that are over",
    fault: { product: "sts", action: "GetCallerIdentity", ...error(400, "InvalidSecurityToken.Expired") },
    said: [/GetCallerIdentity did not take the credentials/, /Sign in again/],
  },
  {
    what: "no right to look at stacks",
    fault: { product: "ros", action: "ListStacks", ...error(403, "NoPermission") },
    said: [/ListStacks redeploy-once was forbidden \[NoPermission, 403, \S+\]/, /the right to ListStacks/],
  },
  {
    what: "no right to look at roles",
    fault: { product: "ram", action: "GetRole", ...error(403, "NoPermission") },
    said: [/GetRole redeploy-once-acts-\S+ was forbidden/, /the right to GetRole/],
  },
  {
    what: "a stack that may not be made",
    fault: { product: "ros", action: "CreateStack", ...error(403, "NoPermission") },
    said: [/Step 1 of 41, create the stack: CreateStack redeploy-once was forbidden/, /Nothing was changed before it/],
  },
  {
    what: "a stack that fails half done, and is taken back",
    fault: { product: "ros", action: "CreateStack", effect: "failed-task", after: 3 },
    said: [/The stack redeploy-once came to CREATE_ROLLBACK_COMPLETE/, /Mend that, then run this again/],
  },
  {
    what: "a quota of functions",
    fault: fc("CreateFunction", "redeploy-once-reconcile", error(403, "FunctionQuotaExceeded")),
    said: [/create the function redeploy-once-reconcile: .* met a quota/, /Have the quota raised/],
  },
  {
    what: "a function that FC does not take",
    fault: fc("CreateFunction", "redeploy-once-console", error(400, "InvalidArgument")),
    said: [
      /create the function redeploy-once-console: .* was refused \[InvalidArgument, 400/,
      /What the \d+ steps before it did is there/,
    ],
  },
  {
    what: "an answer that says nothing, and nothing was done",
    fault: fc("CreateTrigger", "redeploy-once-console", error(500, "InternalServerError")),
    said: [
      /create the trigger http of redeploy-once-console: .* came to an end that is not known/,
      /it looks first at what is there/,
    ],
  },
  {
    what: "instances that cannot be reserved",
    fault: fc(
      "PutConcurrencyConfig",
      "redeploy-once-redeploy-instance",
      error(400, "ReservedConcurrencyLimitExceeded"),
    ),
    said: [/create the limit of instances of redeploy-once-redeploy-instance: .* met a quota/],
  },
  {
    what: "a throttle without an end",
    fault: fc("CreateTrigger", "redeploy-once-reboot-instance", { effect: "throttle", times: 6 }),
    said: [/of redeploy-once-reboot-instance: .* was throttled, again and again/, /Wait a minute/],
  },
];

/** What a run gets over by itself. */
const gotOver: readonly object[] = [
  { product: "ros", action: "CreateStack", effect: "lost-reply" },
  fc("CreateFunction", "redeploy-once-replace-system-disk", { effect: "lost-reply" }),
  fc("CreateTrigger", "redeploy-once-replace-system-disk", { effect: "lost-reply", times: 2 }),
  fc("PutAsyncInvokeConfig", "redeploy-once-replace-system-disk", { effect: "throttle", times: 3 }),
];

test("every refusal is one line with what helps and what is there, and the next run goes on from it", async () => {
  const { type, hand } = await createAccountBench();
  for (const { what, fault, said } of refusals) {
    await hand.fault(fault);
    const { exitCode, err } = await type("up --yes");
    expect([what, exitCode]).toEqual([what, 1]);
    for (const words of said) expect(err).toMatch(words);
    await hand.clearFaults();
  }
  const whole = await type("up --yes");
  expect([whole.exitCode, whole.out]).toEqual([0, expect.stringContaining("redeploy-once is installed")]);
});

test("an answer that was lost is looked for, and a throttle is waited for: neither halts a run", async () => {
  const { type, hand } = await createAccountBench();
  for (const fault of gotOver) await hand.fault(fault);
  const { exitCode, out } = await type("up --yes");
  expect([exitCode, out]).toEqual([0, expect.stringContaining("redeploy-once is installed")]);
});

test("a call that never arrived is no answer either: the run halts, and the next one makes it", async () => {
  const { type, hand } = await createAccountBench();
  await hand.fault(fc("CreateFunction", "redeploy-once-console", { effect: "not-applied" }));
  expect(await type("up --yes")).toMatchObject({ exitCode: 1, err: expect.stringMatching(/not known/) });
  expect(await type("up --yes")).toMatchObject({ exitCode: 0 });
});

test("Ctrl-C ends a run at once, with where it stands; the same command goes on, up and down", async () => {
  const { type, typeAndStop, cloud } = await createAccountBench(["ros.pace"]); // ROS takes its time
  const up = await typeAndStop("up --yes");
  expect([up.exitCode, up.err.split("\n").slice(-2)]).toEqual([
    1,
    [
      "Step 1 of 41, create the stack: Interrupted. Whether it was done is seen at the next run.",
      "Nothing was changed before it. The same command goes on from here.",
    ],
  ]);
  expect(await type("up --yes")).toMatchObject({ exitCode: 0, out: expect.stringContaining("Nothing is wrong.") });

  const down = await typeAndStop("down --yes");
  expect([down.exitCode, down.err.split("\n").slice(-2)]).toEqual([
    1,
    [
      expect.stringMatching(/^Step 12 of 23, wait 120 s: .*: Interrupted\. /),
      "What the 11 steps before it did is there. The same command goes on from here.",
    ],
  ]);
  const removed = cloud.calls.since(0).filter(({ action }) => action === "DeleteFunction");
  expect(removed).toEqual([]);
  expect(await type("down --yes")).toMatchObject({ exitCode: 0 });
});
