import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEcsBench, outcomeOf, sdk } from "./ecs-bench.ts";

const regionId = "cn-hangzhou";
const secondMs = 1_000;
const minuteMs = 60_000;

let bench: Awaited<ReturnType<typeof createEcsBench>>;
beforeAll(async () => {
  bench = await createEcsBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const reboot = (instanceId: string, options = {}) => {
  const request = new sdk.RebootInstanceRequest({ instanceId, ...options });
  return outcomeOf(bench.client().rebootInstanceWithOptions(request, bench.pinned()));
};
const stop = (instanceId: string) =>
  bench.client().stopInstanceWithOptions(new sdk.StopInstanceRequest({ instanceId }), bench.pinned());

const startTimeOf = async (instanceId: string) => {
  const request = new sdk.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
  const { body } = await bench.client().describeInstancesWithOptions(request, bench.pinned());
  return body?.instances?.instance?.[0]?.startTime;
};
const minuteOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`;

describe("RebootInstance is refused", () => {
  test.each([
    ["unknown", "i-bp1nobody", "404 InvalidInstanceId.NotFound: The specified InstanceId does not exist."],
    [
      "locked for security",
      "i-bp1locked0001",
      "403 InstanceLockedForSecurity: The specified operation is denied as your instance is locked for security reasons.",
    ],
    [
      "expired",
      "i-bp1expired0001",
      "403 InstanceExpiredOrInArrears: The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
    ],
    [
      "in arrears",
      "i-bp1arrears0001",
      "403 InstanceExpiredOrInArrears: The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
    ],
    [
      "Stopped",
      "i-bp1stopped0001",
      "403 IncorrectInstanceStatus: The current status of the resource does not support this operation.",
    ],
    ["damaged, with no event about the disk", "i-bp1damaged0001", "403 DiskError: IncorrectDiskStatus."],
    [
      "encrypted with a disabled key",
      "i-bp1keydisabled0001",
      "403 InvalidParameter.KMSKeyId.CMKNotEnabled: The CMK (Customer Master Key) must be in an active state.",
    ],
    [
      "encrypted with a key that is gone",
      "i-bp1keymissing0001",
      "404 InvalidParameter.KMSKeyId.NotFound: The specified KMSKeyId does not exist.",
    ],
    [
      "encrypted, and ECS may not use KMS",
      "i-bp1keyunauthorized0001",
      "403 InvalidParameter.KMSKeyId.KMSUnauthorized: ECS service have no right to access your KMS.",
    ],
    [
      "encrypted with a key that grants ECS nothing",
      "i-bp1keyungranted0001",
      "403 InvalidParameter.KMSKeyId.CMKUnauthorized: The CMK(Customer Master Key) lacks authorization to add tags to the ECS service.",
    ],
  ])("for an instance that is %s", async (_what, instanceId, answer) => {
    expect(await reboot(instanceId)).toBe(answer);
    expect(await reboot(instanceId, { dryRun: true })).toBe(answer);
    expect(bench.effects(instanceId, "RebootInstance")).toBe(0);
  });

  test("for an instance that is being stopped", async () => {
    await stop("i-bp1plain0001");
    expect(await reboot("i-bp1plain0001")).toMatch(/^403 IncorrectInstanceStatus/);
  });

  test("without an instance id", async () => {
    const request = new sdk.RebootInstanceRequest({});
    expect(await outcomeOf(bench.client().rebootInstanceWithOptions(request, bench.pinned()))).toBe(
      '400 MissingParameter: The input parameter "InstanceId" that is mandatory for processing this request is not supplied.',
    );
  });

  test("when the cloud fails", async () => {
    bench.plan({ product: "ecs", action: "RebootInstance", effect: "error" });
    expect(await reboot("i-bp1reboot0001")).toMatch(/^500 InternalError/);
    expect(bench.effects("i-bp1reboot0001", "RebootInstance")).toBe(0);
  });

  test("after a dry run that would pass, and nothing changes", async () => {
    expect(await reboot("i-bp1reboot0001", { dryRun: true })).toBe(
      "400 DryRunOperation: Request validation has been passed with DryRun flag set.",
    );
    await bench.clock.advance(minuteMs);
    expect(bench.effects("i-bp1reboot0001", "RebootInstance")).toBe(0);
    expect(bench.eventStatusOf("e-bp1reboot0001")).toBe("Scheduled");
    expect(bench.calls.since(0).at(-1)?.effect).toBe(false);
  });
});

describe("RebootInstance is accepted", () => {
  test("for an instance whose key is in order", async () => {
    expect(await reboot("i-bp1encrypted0001", { forceStop: true })).toBe("200");
  });

  test("and takes the instance through Stopping and Starting to Running, and its event to Avoided", async () => {
    expect(await reboot("i-bp1reboot0001")).toBe("200");
    const seen = [];
    for (const advanceMs of [0, 9 * secondMs, 1 * secondMs, 10 * secondMs, 40 * secondMs]) {
      await bench.clock.advance(advanceMs);
      seen.push([bench.statusOf("i-bp1reboot0001"), bench.eventStatusOf("e-bp1reboot0001")]);
    }
    expect(seen).toEqual([
      ["Running", "Scheduled"],
      ["Running", "Scheduled"],
      ["Stopping", "Executing"],
      ["Starting", "Executing"],
      ["Running", "Avoided"],
    ]);
  });

  test("and answers an event that only inquires", async () => {
    await reboot("i-bp1reboot0002");
    await bench.clock.advance(minuteMs);
    expect(bench.eventStatusOf("e-bp1reboot0002")).toBe("Avoided");
  });

  test("and ends an event whose time has come as Executed", async () => {
    await bench.clock.advance(48 * 60 * minuteMs);
    await reboot("i-bp1reboot0002");
    await bench.clock.advance(minuteMs);
    expect(bench.eventStatusOf("e-bp1reboot0002")).toBe("Executed");
  });

  test("and leaves events of other types alone", async () => {
    await reboot("i-bp1redeploy0001");
    await bench.clock.advance(minuteMs);
    expect(bench.eventStatusOf("e-bp1redeploy0001")).toBe("Scheduled");
  });

  test("and ends a drill as Avoided", async () => {
    await reboot("i-bp1simulated0001");
    await bench.clock.advance(minuteMs);
    expect(bench.eventStatusOf("e-bp1simulated0001")).toBe("Avoided");
  });

  test("and StartTime becomes the minute of the new start", async () => {
    const before = await startTimeOf("i-bp1plain0001");
    await reboot("i-bp1plain0001");
    await bench.clock.advance(59 * secondMs);
    expect(await startTimeOf("i-bp1plain0001")).toBe(before);
    await bench.clock.advance(1 * secondMs);
    expect(await startTimeOf("i-bp1plain0001")).toBe(minuteOf(bench.clock.nowMs()));
  });

  test("and a second call within the lag is accepted too, and both run", async () => {
    expect(await reboot("i-bp1reboot0001")).toBe("200");
    await bench.clock.advance(5 * secondMs);
    expect(await reboot("i-bp1reboot0001")).toBe("200");
    await bench.clock.advance(5 * secondMs);
    expect(await reboot("i-bp1reboot0001")).toMatch(/^403 IncorrectInstanceStatus/);

    expect(bench.effects("i-bp1reboot0001", "RebootInstance")).toBe(2);
    await bench.clock.advance(52 * secondMs);
    expect(bench.statusOf("i-bp1reboot0001")).toBe("Starting");
    await bench.clock.advance(3 * secondMs);
    expect(bench.statusOf("i-bp1reboot0001")).toBe("Running");
  });

  test("and one that fails ends in the old state, with the event as it was", async () => {
    bench.plan({ product: "ecs", action: "RebootInstance", effect: "failed-task" });
    const before = await startTimeOf("i-bp1reboot0001");
    expect(await reboot("i-bp1reboot0001")).toBe("200");
    await bench.clock.advance(minuteMs);
    expect(bench.statusOf("i-bp1reboot0001")).toBe("Running");
    expect(bench.eventStatusOf("e-bp1reboot0001")).toBe("Scheduled");
    expect(await startTimeOf("i-bp1reboot0001")).toBe(before);
  });
});
