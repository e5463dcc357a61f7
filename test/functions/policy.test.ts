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
people: [{ name: consent, roles: [approver], is: ["webhook:consent"] }]
programs: [{ name: webhook, roles: [caller], may: [RedeployInstance, RebootInstance], is: ["webhook:webhook"] }]
`;

const unreadable = '{"version":2}';

/** Puts a text in force that this release cannot read, or that is not what its hash says. */
const tear = (text = unreadable, hash = digestOf(text)) => putInForce(text, hash);

async function putInForce(text: string, hash: string): Promise<void> {
  const { wireUrl, settings, insideKey } = bench.cloud();
  const store = { endpoint: wireUrl, instance: settings.tablestoreInstance };
  const control = createControlStore(store, { ...insideKey, securityToken: "" });
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

test("once nobody can read the policy, a runbook that has begun replaces no disk, and starts its instance again at once", async () => {
  const hand = bench.hand();
  await apply(inMode("act"));
  const input = { ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", PasswordInherit: true, StopAndStart: true };
  const answer = await hand.consent("replace-system-disk", { InstanceId: plain, ...input, ClientToken: "disk" });
  expect([answer.status, answer.body["Step"]]).toEqual([202, "stop"]);
  await tear();
  await hand.minutes(6);
  const { status, effects } = (await hand.world()).instances[plain] ?? {};
  expect(status).toBe("Running");
  expect(effects).toEqual({ StopInstance: 1, StartInstance: 1 });
});

const local = "i-bp1local0001";

/** Puts in force what acts on every event, with these keys besides. */
async function actWith(keys: object): Promise<void> {
  const { text, hash } = textOf({ ...actingBy([]), ...keys });
  await putInForce(text, hash);
}

const reboot = (InstanceId: string, ClientToken: string) =>
  bench.hand().call("reboot-instance", { InstanceId, ClientToken });

test("where two must agree to a loss, one person's call waits for the other, and nothing is sent", async () => {
  const hand = bench.hand();
  const people = ["consent", "other"].map((name) => ({ name, roles: ["approver"], is: [`webhook:${name}`] }));
  await actWith({ people, asking: { calls: "30m", approvals: { localDisks: 2 } } });
  await hand.raise(local);
  const said = { InstanceId: local, ClientToken: "t" };
  const first = await hand.consent("redeploy-instance", said);
  expect([first.status, first.body["State"], first.body["For"]]).toEqual([202, "Waiting", "approval"]);
  expect(first.body["Cause"]).toBe("ApprovalsMissing");
  await hand.minutes(3);
  expect(await bench.sends(local)).toEqual([]);
  await hand.minutes(30);
  const late = await hand.consent("redeploy-instance", said);
  expect([late.status, late.body["Code"]]).toEqual([409, "OperationExpired"]);
  expect(await bench.sends(local)).toEqual([]);
});

test("what a person was asked for acts by itself once a policy says so", async () => {
  const hand = bench.hand();
  await apply(inMode("ask"));
  await delivered(plain);
  await hand.minutes(2);
  expect(await bench.sends(plain)).toEqual([]);
  await apply(inMode("act"));
  await hand.minutes(2);
  expect(await bench.sends(plain)).toHaveLength(1);
});

test("a program asks on the machines that the policy names for it, and for what it names", async () => {
  const may = { name: "alerts", roles: ["caller"], may: ["RebootInstance"], is: ["webhook:webhook"] };
  await actWith({ programs: [{ ...may, match: { tags: { role: "web" } } }] });
  const other = await reboot("i-bp1plain0004", "t-1"); // role: db
  expect([other.status, other.body["Code"]]).toEqual([403, "Forbidden.Operation"]);
  expect((await reboot(plain, "t-2")).status).toBe(200); // role: web
  const redeploy = await bench.hand().call("redeploy-instance", { InstanceId: plain, ClientToken: "t-3" });
  expect([redeploy.status, redeploy.body["Code"]]).toEqual([403, "Forbidden.Operation"]);
});

test("a call that waits is not sent once its caller may not ask any more", async () => {
  const hand = bench.hand();
  await actWith({});
  await hand.fault({ product: "ecs", action: "RebootInstance", effect: "throttle", times: 1 });
  const body = { InstanceId: plain, ClientToken: "t" };
  const queued = await hand.call("reboot-instance", body, undefined, { "x-fc-invocation-type": "Async" });
  expect(queued.status).toBe(202);
  await hand.idle();
  await actWith({ programs: [{ name: "none", roles: ["viewer"], may: ["RebootInstance"], is: ["webhook:webhook"] }] });
  await hand.minutes(5);
  const sent = (await bench.callsOf("ecs", "RebootInstance")).filter(({ effect }) => effect);
  expect(sent).toEqual([]);
  expect(bench.logs.join("")).toContain("may not ask for RebootInstance");
});

test("a program that is bound to machines may not check others either, and leaves no row there", async () => {
  const may = { name: "alerts", roles: ["caller"], may: ["RebootInstance"], is: ["webhook:webhook"] };
  await actWith({ programs: [{ ...may, match: { instances: "i-bp1plain0003" } }] });
  const checked = await bench.hand().call("reboot-instance", { InstanceId: plain, DryRun: true });
  expect([checked.status, checked.body["Code"]]).toEqual([403, "Forbidden.Operation"]);
  await actWith({ programs: [{ ...may, match: { tags: { role: "db" } } }] });
  const byTag = await bench.hand().call("reboot-instance", { InstanceId: plain, DryRun: true });
  expect([byTag.status, byTag.body["Code"]]).toEqual([403, "Forbidden.Operation"]);
  expect(await bench.callsOf("ecs", "RebootInstance")).toEqual([]);
  expect((await reboot("i-bp1plain0005", "t")).status).toBe(200); // role: db
});

test("a queued call of a program is not stored on a machine that nobody has looked at for it", async () => {
  const hand = bench.hand();
  const may = { name: "alerts", roles: ["caller"], may: ["RebootInstance"], is: ["webhook:webhook"] };
  const people = [{ name: "lin", roles: ["approver"], is: ["webhook:consent"] }];
  await actWith({ people, programs: [{ ...may, match: { tags: { role: "db" } } }] });
  await hand.fault({ product: "ecs", action: "RebootInstance", effect: "lost-reply", times: 1 });
  const { settings } = await hand.world();
  await hand.call("reboot-instance", { InstanceId: plain, ClientToken: "theirs" }, settings.consentSecret); // in doubt
  const body = { InstanceId: plain, ClientToken: "mine" };
  await hand.call("reboot-instance", body, undefined, { "x-fc-invocation-type": "Async" });
  await hand.idle();
  expect(bench.logs.join("")).toContain("OperationConflict");
  const rows = JSON.stringify((await bench.callsOf("tablestore", "UpdateRow")).map(({ params }) => params));
  expect(rows).not.toContain("mine");
});
