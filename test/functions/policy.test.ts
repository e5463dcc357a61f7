import { expect, test } from "vitest";
import { readPolicyText } from "../../shared/cli/policy-text.ts";
import { apply as applied } from "../../shared/control/apply.ts";
import { canonical, digestOf, hashOf } from "../../shared/policy/hash.ts";
import { createControlStore } from "../../shared/tablestore/control-store.ts";
import { actingBy, textOf } from "../acting-by.ts";
import { lastWritten } from "../demo/wire.ts";
import { createBench, notice, plain } from "./bench.ts";

const bench = createBench({ policy: undefined });

/** Puts a policy in force. */
async function apply(yaml: string): Promise<void> {
  const reading = readPolicyText(Buffer.from(yaml));
  if ("problems" in reading) throw new Error(reading.problems.map(({ message }) => message).join());
  await putInForce(canonical(reading.policy), hashOf(reading.policy));
}

const inMode = (mode: string, rule = "") => `version: 1
timeZone: Asia/Shanghai
mode: ${mode}
rules:
${rule}  - name: everything else
    do: documented
`;

const unreadable = '{"version":2}';

/** Puts a text in force that this release cannot read, or that is not what its hash says. */
const tear = (text = unreadable, hash = digestOf(text)) => putInForce(text, hash);

async function putInForce(text: string, hash: string): Promise<void> {
  const { wireUrl, settings, accessKey } = bench.cloud();
  const store = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  const control = createControlStore(store, { ...accessKey, securityToken: "" });
  await applied(control, await control.readControl(), { text, hash, by: "lin", why: "a test", atMs: 0 });
}

/** An event that the bus has delivered. */
async function delivered(instanceId: string, change: object = {}): Promise<string> {
  const hand = bench.hand();
  const eventId = await hand.raise(instanceId, change);
  await hand.publish(notice(instanceId, { eventId, ...change }));
  await hand.idle();
  return eventId;
}
const state = async () => lastWritten(await bench.callsOf("tablestore"), plain);

test("without a policy events are observed and owned; the first that acts starts them within two minutes", async () => {
  const hand = bench.hand();
  await delivered(plain);
  await hand.minutes(7);
  expect(bench.logs.join("")).toContain('"code":"PolicyObserves"');
  expect(await state()).toBe("Waiting");
  expect(await bench.sends(plain)).toEqual([]);

  await apply(inMode("act"));
  await hand.minutes(2);
  expect(await bench.sends(plain)).toEqual([{ status: 200, code: null, effect: true }]);
});

test("an event is asked for where the policy says so, and a person's own call answers it", async () => {
  const hand = bench.hand();
  await apply(inMode("ask"));
  await delivered(plain);
  expect(bench.logs.join("")).toContain('"code":"Forbidden.ApprovalRequired"');
  await hand.minutes(7);
  expect(await bench.sends(plain)).toEqual([]);
  const answer = await hand.call("redeploy-instance", { InstanceId: plain, ClientToken: "mine" });
  expect(answer.status).toBe(200);
  await hand.minutes(7);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a group may lose its local disks unasked, another one may not, and what others look after is left alone", async () => {
  const named = `  - name: caches may lose their disks
    match: { instances: [i-bp1local0001] }
    do: documented
    mayLose: [localDisks]
  - name: others look after these
    match: { managedBy: ack.aliyun.com }
    do: nothing
`;
  await apply(inMode("act", named));
  for (const id of ["i-bp1local0001", "i-bp1local0002"])
    await delivered(id, { eventType: "SystemMaintenance.Redeploy", eventStatus: "Inquiring" });
  expect([await bench.sends("i-bp1local0001"), await bench.sends("i-bp1local0002")]).toEqual([
    [{ status: 200, code: null, effect: true }],
    [],
  ]);
});

test.each([
  ["that this release cannot read", unreadable, digestOf(unreadable)],
  ["whose text was changed", textOf(actingBy([])).text, textOf(actingBy([], "observe")).hash],
])("under a policy %s nothing is sent for anybody, and under the next one all goes on", async (_, text, hash) => {
  const hand = bench.hand();
  await tear(text, hash);
  await delivered(plain);
  const answer = await hand.call("redeploy-instance", { InstanceId: plain, ClientToken: "held" });
  expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  await hand.minutes(2);
  expect(await bench.sends(plain)).toEqual([]);

  await apply(inMode("act"));
  await hand.minutes(7);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a disk that may be lost unasked is asked for all the same before its instance is stopped", async () => {
  const hand = bench.hand();
  const input = "{ ImageId: aliyun_3_x64_20G_alibase_20261001.vhd, PasswordInherit: true, StopAndStart: true }";
  const match = `match: { event: SystemMaintenance.Redeploy, instances: ${plain} }`;
  const rule = `  - name: new disk\n    ${match}\n    do: ReplaceSystemDisk\n    input: ${input}\n    mayLose: [systemDisk]\n`;
  await apply(inMode("act", rule));
  await delivered(plain);
  await hand.minutes(7);
  expect((await hand.world()).instances[plain]).toMatchObject({ status: "Running", effects: {} });
  expect(bench.logs.join("")).toContain("Forbidden.DataLossConsentRequired");
});

test("a runbook that has begun goes on though nobody can read the policy any more: its instance is started again", async () => {
  const hand = bench.hand();
  await apply(inMode("act"));
  const input = { ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", PasswordInherit: true, StopAndStart: true };
  const answer = await hand.consent("replace-system-disk", { InstanceId: plain, ...input, ClientToken: "disk" });
  expect([answer.status, answer.body["Step"]]).toEqual([202, "stop"]);
  await tear();
  await hand.minutes(20);
  expect((await hand.world()).instances[plain]?.status).toBe("Running");
  expect((await hand.world()).instances[plain]?.effects).toMatchObject({ ReplaceSystemDisk: 1, StartInstance: 1 });
});
