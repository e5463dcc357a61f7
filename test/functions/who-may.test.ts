import { describe, expect, test } from "vitest";
import { type Answer, type Who, type Wish, whoMay, wishes } from "../../shared/install/who-may.ts";
import { operations } from "../../shared/operations/index.ts";
import { newKeys } from "../../shared/signature.ts";
import { actingBy } from "../acting-by.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const local = "i-bp1local0001";
const stopped = "i-bp1stopped0002";
const reboot = "reboot-instance";
const other = "somebody-else";

/** A principal with the roles that its row has; a stranger signs with a key that nobody knows. */
const keys = Object.fromEntries([...Object.keys(whoMay), other].map((name) => [name, newKeys()]));
const rows = Object.entries<Who>(whoMay).filter(([, { roles }]) => roles !== undefined);
const principals = [other, ...rows.map(([name]) => name)].map((name) => ({ name, keys: [keys[name]?.publicKey] }));
const policy = {
  ...actingBy([]),
  people: rows.flatMap(([name, { roles = [] }]) =>
    roles.length === 0 || name === "caller" ? [] : [{ name, roles, is: [`webhook:${name}`] }],
  ),
  programs: ["caller", other].map((name) => ({
    name,
    roles: ["caller"],
    may: operations.map((operation) => operation.name),
    is: [`webhook:${name}`],
  })),
};

const bench = createBench({ environment: { PRINCIPALS: JSON.stringify(principals) }, policy });

type Said = { readonly status: number; readonly text: string };

/** Asks by one's own door. An event can say little of what a call says: it names its instance and a type. */
async function ask(who: string, functionName: string, body: Readonly<Record<string, unknown>>): Promise<Said> {
  const hand = bench.hand();
  const { InstanceId, EventId, ClientToken, ...input } = body;
  if (who === "bus") {
    const type = functionName === reboot ? "SystemMaintenance.Reboot" : "SystemMaintenance.Redeploy";
    const status = await hand.publish([
      notice(String(InstanceId), { eventId: EventId ?? "e-made-up", eventType: type }),
    ]);
    await hand.idle();
    return { status, text: "" };
  }
  if (who === "invoker") return invoke(functionName, { InstanceId, ...input }, String(ClientToken));
  const place = functionName === "console" ? "/resolve" : "/";
  const { status, text } = await hand.call(functionName, withoutEvent(body), keys[who]?.secretKey, {}, place);
  return { status, text };
}

async function invoke(functionName: string, input: object, clientToken: string): Promise<Said> {
  const operation = functionName === reboot ? "RebootInstance" : "RedeployInstance";
  const said = { source: "chat", actor: other, reason: "asked for" };
  const { errorType, body } = await invokeFunction(bench.cloud(), functionName, {
    operation,
    input,
    clientToken,
    ...said,
  });
  await bench.hand().idle();
  return { status: errorType === undefined ? 200 : 500, text: JSON.stringify(body) };
}

const withoutEvent = ({ EventId: _, ...body }: Readonly<Record<string, unknown>>) => body;

const effects = async (instanceId: string) =>
  Object.values((await bench.hand().world()).instances[instanceId]?.effects ?? {}).reduce(
    (sum, times) => sum + times,
    0,
  );
/** Whoever may consent says where to. */
const toRedeploy = { Action: "RedeployInstance", RegionId: "cn-hangzhou" };
const toReboot = { Action: "RebootInstance", RegionId: "cn-hangzhou" };
/** A payload of an invoke has the operation's own parameters only. */
const placed = (who: string, place: object) => (who === "invoker" ? {} : place);

const plays: Readonly<Record<Wish, (who: string) => Promise<Answer>>> = {
  reboot: async (who) => {
    await ask(who, reboot, { ...placed(who, toReboot), InstanceId: plain, ClientToken: "t" });
    return (await effects(plain)) === 1 ? "yes" : "no";
  },
  redeploy: async (who) => {
    const EventId = await bench.hand().raise(plain);
    await ask(who, redeploy, { ...placed(who, toRedeploy), InstanceId: plain, EventId, ClientToken: "t" });
    return (await effects(plain)) === 1 ? "yes" : "no";
  },
  lose: async (who) => {
    const EventId = await bench.hand().raise(local);
    const body = { ...placed(who, toRedeploy), InstanceId: local, EventId };
    await ask(who, redeploy, { ...body, ClientToken: "t-1" });
    expect(await effects(local)).toBe(0);
    if (bench.logs.join("").includes("Forbidden.DataLossConsentRequired") && who in asked) return "asked";
    await ask(who, redeploy, { ...body, AcceptDataLoss: "localDisks", ClientToken: "t-2" });
    return (await effects(local)) === 1 ? "told" : "no";
  },
  state: async (who) => {
    const check = (InstanceId: string) =>
      ask(who, reboot, { ...placed(who, toReboot), InstanceId, DryRun: true, ClientToken: InstanceId });
    const [runs, stands] = [await check(plain), await check(stopped)];
    const differ = runs.status !== stands.status || codeIn(runs.text) !== codeIn(stands.text);
    return differ ? "yes" : "no";
  },
  hear: async (who) => {
    await bench.hand().call(reboot, { InstanceId: plain, ClientToken: "theirs" }, keys[other]?.secretKey);
    const { text } = await ask(who, reboot, { ...placed(who, toReboot), InstanceId: plain, ClientToken: "mine" });
    return text.includes(other) ? "yes" : "no";
  },
  resolve: async (who) => {
    const verdict = { InstanceId: plain, OperationId: "0".repeat(32), Verdict: "happened", Reason: "seen" };
    const LookedAt = (await bench.hand().world()).now;
    if (who === "bus") return "no"; // no event comes to console: it has no such trigger
    if (who === "invoker") {
      const { body } = await invokeFunction(bench.cloud(), "console", { verb: "resolve", ...verdict, LookedAt });
      return JSON.stringify(body).includes("InvalidOperationId.NotFound") ? "yes" : "no";
    }
    const { status } = await ask(who, "console", { ...verdict, LookedAt });
    return status === 404 ? "yes" : "no"; // the operation is not there, as who may ask is told
  },
};

/** Who is answered that it waits. */
const asked: Readonly<Record<string, true>> = { invoker: true, bus: true };
const codeIn = (text: string) => /"Code":"([^"]+)"|"errorMessage":"([^:]+):/.exec(text)?.slice(1).join("");

describe.each(Object.entries<Who>(whoMay))("who may do what: %s", (who, { may }) => {
  test.each(Object.entries(wishes))("%s (%s)", async (wish) => {
    expect(await plays[wish as Wish](who)).toBe(may[wish as Wish]); // its keys are the wishes
  });
});

test("a stranger costs no store and no cloud call, and who may not ask two reads of the store", async () => {
  const refused = async (who: string) => (await ask(who, redeploy, { InstanceId: plain, ClientToken: "t" })).status;
  expect(await refused("stranger")).toBe(401);
  expect(await bench.callsOf("tablestore")).toEqual([]);
  expect(await refused("named")).toBe(403);
  const actions = (await bench.callsOf("tablestore")).map(({ action }) => action);
  expect(actions).toEqual(["GetRow", "GetRow", "GetRow"]); // the instance, the control row, and once the policy's text
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test("who may not ask is told the same of every instance, and of a check", async () => {
  const tell = async (body: object | string) => {
    const { status, body: said } = await bench.hand().call(redeploy, body, keys["named"]?.secretKey);
    return [status, said["Code"], said["Message"]];
  };
  const first = await tell({ InstanceId: plain, ClientToken: "t" });
  expect(first.slice(0, 2)).toEqual([403, "Forbidden.Operation"]);
  expect(first[2]).toBe(
    "named may not ask for RedeployInstance: the policy in force names nobody who is webhook:named. Nothing was changed.",
  );
  for (const InstanceId of ["i-bp1local0001", "i-none"])
    expect(await tell({ InstanceId, ClientToken: "t" })).toEqual(first);
  const check = { InstanceId: plain, DryRun: true, ClientToken: "t" };
  const said = await bench.hand().call(reboot, check, keys["named"]?.secretKey);
  expect([said.status, said.body["Code"]]).toEqual([403, "Forbidden.Operation"]);
});

test("two callers never meet in one token", async () => {
  const hand = bench.hand();
  const call = (who: string, InstanceId: string) =>
    hand.call(reboot, { InstanceId, ClientToken: "ticket-42" }, keys[who]?.secretKey);
  const theirs = await call(other, "i-bp1plain0002");
  const mine = await call("caller", plain);
  expect([theirs.status, mine.status]).toEqual([200, 200]);
  expect(mine.body["OperationId"]).not.toBe(theirs.body["OperationId"]);
});

/** A redeploy that clears local disks, asked for by who may consent. Returns what was said. */
async function redeployedWithConsent(): Promise<object> {
  await bench.hand().raise(local);
  const said = { ClientToken: "t", Reason: "disk is failing", AcceptDataLoss: "localDisks" };
  const body = { ...toRedeploy, InstanceId: local, ...said };
  await bench.hand().call(redeploy, body, keys["consenter"]?.secretKey);
  return body;
}

test("one line says who decided what: principal, door, right, operation, target, token, id, reason and outcome", async () => {
  const body = await redeployedWithConsent();
  const lines = bench.logs.flatMap((text) => text.split("\n")).filter((line) => line.includes('"step":"reply"'));
  expect(JSON.parse(lines.at(-1)?.slice(lines.at(-1)?.indexOf("{")) ?? "")).toMatchObject({
    door: "http",
    actor: "consenter",
    right: "approver localDisks",
    operation: "RedeployInstance",
    target: local,
    token: "t",
    webhookId: expect.stringMatching(/^msg_/),
    reason: "disk is failing",
    state: "Accepted",
  });
  await bench.hand().call(redeploy, body, newKeys().secretKey);
  const refused = bench.logs
    .join("")
    .split("\n")
    .find((line) => line.includes("SignatureDoesNotMatch"));
  expect(refused).toContain('"door":"http","address":"127.0.0.1"');
});

test("the record keeps who asked and who consented with the outcome, a day later", async () => {
  await redeployedWithConsent();
  await bench.hand().minutes(20);
  await bench.hand().advance(86_400_000);
  const rows = (await bench.callsOf("tablestore", "UpdateRow")).map(({ params }) => JSON.stringify(params));
  const ended = rows.findLast((row) => row.includes("Succeeded"));
  const asked = { source: "http", actor: "consenter", reason: "disk is failing" };
  for (const text of Object.entries({ ...asked, approvedBy: ["consenter"] }).map((pair) => JSON.stringify(pair)))
    expect(ended?.replaceAll("\\", "")).toContain(text.slice(1, -1).replace(",", ":"));
});

test("what a direct invoke says of itself is kept as said", async () => {
  const said = { source: "http", actor: "consent", reason: "approved by oncall" };
  const command = { operation: "RebootInstance", input: { InstanceId: plain }, clientToken: "t", ...said };
  await invokeFunction(bench.cloud(), reboot, command);
  const rows = JSON.stringify((await bench.callsOf("tablestore")).map(({ params }) => params)).replaceAll("\\", "");
  expect(rows).toContain('"source":"invoke","actor":"ram","reason":"approved by oncall (says consent, over http)"');
});
