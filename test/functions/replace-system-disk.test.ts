import { afterEach, describe, expect, test } from "vitest";
import { invokeFunction } from "../invoke.ts";
import { createBench } from "./bench.ts";

const bench = createBench();
const replace = "replace-system-disk";
const stopped = "i-bp1stopped0002";
const running = "i-bp1plain0001";
const ImageId = "aliyun_3_x64_20G_alibase_20261001.vhd";

const call = (body: object) => bench.hand().consent(replace, body);
const effectsOf = async (instanceId: string) => (await bench.hand().world()).instances[instanceId]?.effects;
const statusOf = async (instanceId: string) => (await bench.hand().world()).instances[instanceId]?.status;

test("a Stopped instance gets one new system disk, whose id is in the answer, and stays Stopped", async () => {
  const hand = bench.hand();
  const body = { InstanceId: stopped, ImageId, SystemDisk: { Size: 60 }, ClientToken: "s-1" };
  const first = await call(body);
  const again = await call({ ...body, SystemDisk: undefined, "SystemDisk.Size": 60 });
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({ DiskId: expect.stringMatching(/^d-/), ClientToken: "s-1", State: "Accepted" });
  expect(again.text).toBe(first.text);
  await hand.minutes(20);
  expect((await call(body)).headers.get("operation-state")).toBe("Succeeded");
  expect(await effectsOf(stopped)).toEqual({ ReplaceSystemDisk: 1 });
  expect(await statusOf(stopped)).toBe("Stopped");
});

test("the cloud gets a token of this operation's own: another caller's of the same name must not meet it there", async () => {
  const { body } = await call({ InstanceId: stopped, ImageId, ClientToken: "s-2" });
  const [sent] = await bench.callsOf("ecs", "ReplaceSystemDisk");
  expect(sent?.params).toMatchObject({ ClientToken: body["OperationId"] });
});

test("it always needs a principal that may consent", async () => {
  const answer = await bench.hand().call(replace, { InstanceId: stopped, ImageId, ClientToken: "s-3" });
  expect([answer.status, answer.body["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  expect(await effectsOf(stopped)).toEqual({});
});

test.each(["m-bp1community0001", "m-bp1market0001"])(
  "the image %s is found though it is listed only when asked for",
  async (id) => {
    const answer = await call({ InstanceId: stopped, ImageId: id, ClientToken: id });
    expect(answer.status).toBe(200);
  },
);

test("a deprecated parameter is passed on, and the answer says so", async () => {
  const answer = await call({ InstanceId: stopped, ImageId, Platform: "CentOS", ClientToken: "s-4" });
  expect(answer.body["Warnings"]).toEqual(["Platform is deprecated"]);
});

describe("the password", () => {
  const Password = "Qx7-very-secret-Pass";
  afterEach(async () => {
    const calls = await Promise.all(["ecs", "tablestore", "fc"].map((product) => bench.callsOf(product)));
    const byFunctions = calls.flat().filter(({ function: caller }) => caller !== null); // a test may invoke with one
    const sinks = [JSON.stringify(byFunctions), JSON.stringify(await bench.hand().world()), ...bench.logs];
    expect(sinks.join("\n")).not.toContain(Password);
  });

  test("without consent is refused, and the error names what to use instead", async () => {
    const body = { InstanceId: stopped, ImageId, Password, ClientToken: "p-6" };
    const answer = await bench.hand().call(replace, body);
    expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidParameter.Password"]);
    expect(answer.body["Message"]).toContain("PasswordInherit or KeyPairName");
    expect(await effectsOf(stopped)).toEqual({});
  });

  test("is sent to the cloud and stands nowhere else: no row, queue, log, answer or error", async () => {
    const hand = bench.hand();
    const body = { InstanceId: stopped, ImageId, Password, ClientToken: "p-1" };
    const first = await call(body);
    const again = await call(body);
    expect(first.status).toBe(200);
    expect(again.text).toBe(first.text);
    await hand.minutes(20);
    const calls = await hand.calls();
    const [sent] = await bench.callsOf("ecs", "ReplaceSystemDisk");
    expect(sent?.params).toHaveProperty("Password"); // which the wire log itself blanks, there and nowhere else
    expect(JSON.stringify(calls)).not.toContain(Password);
    expect([first.text, JSON.stringify(await hand.world()), ...bench.logs].join("\n")).not.toContain(Password);
    expect(await effectsOf(stopped)).toEqual({ ReplaceSystemDisk: 1 });
  });

  test("is not taken from a queue: the call is refused there, and the password goes to no failure destination", async () => {
    const hand = bench.hand();
    const body = { InstanceId: stopped, ImageId, Password, ClientToken: "q-1" };
    const answer = await hand.consent(replace, body, { "x-fc-invocation-type": "Async" });
    expect(answer.status).toBe(202);
    await hand.idle();
    await hand.minutes(4);
    expect((await hand.world()).deadLetters).toEqual([]);
    expect(bench.logs.join("\n")).toContain('"code":"InvalidParameter.Password"');
    expect(await bench.callsOf("ecs", "ReplaceSystemDisk")).toEqual([]);
  });

  const refused: readonly [string, object, number, string][] = [
    ["too weak", { Password: "short" }, 400, "InvalidPassword.Malformed"],
    ["of one kind", { Password: "alllowercase" }, 400, "InvalidPassword.Malformed"],
    ["with a character that is not allowed", { Password: "Qx7 very secret" }, 400, "InvalidPassword.Malformed"],
    ["too long", { Password: `${Password}${Password}` }, 400, "InvalidPassword.Malformed"],
    ["beside PasswordInherit", { Password, PasswordInherit: true }, 400, "InvalidPasswordParam.Mismatch"],
    ["that would have to wait", { Password, StopAndStart: true }, 400, "InvalidParameter.Password"],
    ["on a Running instance", { Password, InstanceId: running }, 400, "InvalidParameter.Password"],
    [
      "that begins with a slash on Windows",
      {
        Password: `/${Password}`,
        InstanceId: "i-bp1windows0001",
        ImageId: "m-bp1windows0001",
        SystemDisk: { Size: 40 },
      },
      400,
      "InvalidPassword.Malformed",
    ],
  ];
  test.each(refused)(
    "%s is refused, changes nothing and is not repeated in the answer",
    async (_, change, status, code) => {
      const body = { InstanceId: stopped, ImageId, ClientToken: "p-2", ...change };
      const answer = await call(body);
      expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
      expect([answer.text, ...bench.logs].join("\n")).not.toContain(String(Object(change).Password));
      expect(await bench.callsOf("ecs", "ReplaceSystemDisk")).toEqual([]);
    },
  );

  test("is never taken by an invoke, which may lie in a queue: the error names what to use instead", async () => {
    const command = { operation: "ReplaceSystemDisk", clientToken: "p-3", source: "s", actor: "a", reason: "r" };
    const { body } = await invokeFunction(bench.cloud(), replace, {
      ...command,
      input: { InstanceId: stopped, ImageId, Password },
    });
    expect(body.errorMessage).toMatch(/^InvalidParameter\.Password: .*PasswordInherit or KeyPairName/);
    expect(bench.logs.join("\n")).not.toContain(Password);
    expect(await effectsOf(stopped)).toEqual({});
  });

  test("left empty means that the present one stays, and others may carry the call on", async () => {
    const hand = bench.hand();
    await hand.fault({ product: "ecs", action: "DescribeImages", effect: "kill-before" });
    const body = { InstanceId: stopped, ImageId, Password: "", PasswordInherit: true, ClientToken: "p-5" };
    await call(body);
    await hand.advance(130_000);
    await hand.minutes(12);
    expect((await call(body)).headers.get("operation-state")).toBe("Succeeded");
  });

  const crashes: readonly [string, object, object, string][] = [
    ["before its send", { action: "DescribeImages", effect: "kill-before" }, {}, "OperationExpired"],
    ["before the cloud took it", { action: "ReplaceSystemDisk", effect: "kill-before" }, {}, "OperationExpired"],
    [
      "after the cloud took it",
      { action: "ReplaceSystemDisk", effect: "kill-after" },
      { ReplaceSystemDisk: 1 },
      "Succeeded",
    ],
  ];
  test.each(crashes)(
    "killed %s: nobody else can send it, so it ends without another try",
    async (_, fault, effects, state) => {
      const hand = bench.hand();
      await hand.fault({ product: "ecs", ...fault });
      await call({ InstanceId: stopped, ImageId, Password, ClientToken: "p-4" });
      await hand.advance(3_800_000);
      await hand.minutes(20);
      const later = await call({ InstanceId: stopped, ImageId, Password, ClientToken: "p-4" });
      expect(later.headers.get("operation-state") ?? later.body["Code"]).toBe(state);
      expect(await effectsOf(stopped)).toEqual(effects);
    },
  );
});

describe("StopAndStart", () => {
  const body = { InstanceId: running, ImageId, StopAndStart: true, ClientToken: "w-1" };
  const once = { StopInstance: 1, ReplaceSystemDisk: 1, StartInstance: 1 };
  const stateOf = async (asked: object = body) => {
    const answer = await call(asked);
    return [answer.status, answer.headers.get("operation-state")];
  };

  test("a Running instance is stopped, gets its disk and runs again, each once", async () => {
    const first = await call(body);
    expect([first.status, first.body["State"], first.body["Step"]]).toEqual([202, "Accepted", "stop"]);
    await bench.hand().minutes(25);
    const last = await call(body);
    expect([last.status, last.headers.get("operation-state")]).toEqual([200, "Succeeded"]);
    expect(last.body["DiskId"]).toMatch(/^d-/);
    expect(await effectsOf(running)).toEqual(once);
    expect(await statusOf(running)).toBe("Running");
  });

  test("a Stopped instance stays Stopped", async () => {
    const asked = { ...body, InstanceId: stopped };
    await call(asked);
    await bench.hand().minutes(25);
    expect(await stateOf(asked)).toEqual([200, "Succeeded"]);
    expect(await effectsOf(stopped)).toEqual({ ReplaceSystemDisk: 1 });
    expect(await statusOf(stopped)).toBe("Stopped");
  });

  test("what would refuse the disk is found before anything is stopped", async () => {
    const answer = await call({ ...body, ImageId: "m-bp1nowhere0001" });
    expect([answer.status, answer.body["Code"]]).toEqual([404, "InvalidImageId.NotFound"]);
    expect(await effectsOf(running)).toEqual({});
  });

  test("a refused replacement leaves the instance Running again, and its code is the answer", async () => {
    const hand = bench.hand();
    const error = { effect: "error", status: 403, code: "OperationDenied.DiskNoStock" };
    await hand.fault({ product: "ecs", action: "ReplaceSystemDisk", ...error });
    await call(body);
    await hand.minutes(25);
    const last = await call(body);
    expect([last.status, last.body["Code"]]).toEqual([403, "OperationDenied.DiskNoStock"]);
    expect(last.body["Message"]).toMatch(/was stopped for it, and is started again\)\. Call again with a new token\.$/);
    expect(await effectsOf(running)).toEqual({ StopInstance: 1, StartInstance: 1 });
    expect(await statusOf(running)).toBe("Running");
  });

  /** What is in doubt for an hour is too late for its next step but the start, which an instance that was stopped is owed. */
  const late = { effects: { StopInstance: 1, StartInstance: 1 }, state: [409, null] };
  const done = { effects: once, state: [200, "Succeeded"] };
  const crashes = [
    { action: "StopInstance", effect: "kill-before", effects: {}, state: [409, null] },
    { action: "StopInstance", effect: "kill-after", ...late },
    { action: "StopInstance", effect: "lost-reply", ...late },
    { action: "ReplaceSystemDisk", effect: "kill-before", ...late },
    { action: "ReplaceSystemDisk", effect: "kill-after", ...done },
    { action: "ReplaceSystemDisk", effect: "lost-reply", ...done },
    ...["kill-before", "kill-after", "lost-reply"].map((effect) => ({ action: "StartInstance", effect, ...done })),
  ];
  test.each(crashes)("$effect at $action: it repeats nothing and ends Running", async ({ action, effect, ...ends }) => {
    const hand = bench.hand();
    await hand.fault({ product: "ecs", action, effect });
    await call(body);
    await hand.minutes(10);
    await hand.advance(3_800_000);
    await hand.minutes(15);
    await hand.advance(3_800_000);
    await hand.minutes(25);
    expect(await stateOf()).toEqual(ends.state);
    expect(await effectsOf(running)).toEqual(ends.effects);
    expect(await statusOf(running)).toBe("Running");
  });

  test("a replacement that was taken and fails later leaves the instance Running again, soon and without a person", async () => {
    const hand = bench.hand();
    await hand.fault({ product: "ecs", action: "ReplaceSystemDisk", effect: "failed-task" });
    await call(body);
    await hand.minutes(25);
    expect(await effectsOf(running)).toEqual(once);
    expect(await statusOf(running)).toBe("Running");
    expect((await stateOf())[1]).toBe("Failed");
  });
});
