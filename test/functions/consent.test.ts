import { expect, test } from "vitest";
import { createTablestore } from "../../shared/tablestore/tablestore.ts";
import { signedHeaders } from "../hand.ts";
import { createBench, notice, plain, redeploy } from "./bench.ts";

const bench = createBench();
const local = "i-bp1local0001";
const reboot = "reboot-instance";
const place = { Action: "RedeployInstance", RegionId: "cn-hangzhou" };
const consenting = async () => (await bench.hand().world()).settings.consentKey.secretKey;

test("the right to consent is no consent: a call says what may be lost, and nothing else may be", async () => {
  const hand = bench.hand();
  await hand.raise(local);
  const call = async (more: object) => {
    const body = { ...place, InstanceId: local, ForceStop: true, ...more };
    const { status, body: said } = await hand.call(redeploy, body, await consenting());
    return [status, said["Code"] ?? said["State"]];
  };
  const needed = [403, "Forbidden.DataLossConsentRequired"];
  expect(await call({ ClientToken: "t-1" })).toEqual(needed);
  expect(await call({ ClientToken: "t-2", AcceptDataLoss: [] })).toEqual(needed);
  expect(await call({ ClientToken: "t-3", AcceptDataLoss: "systemDisk" })).toEqual(needed);
  expect(await call({ ClientToken: "t-4", AcceptDataLoss: "localDisks" })).toEqual(needed); // ForceStop loses more
  expect(await call({ ClientToken: "t-5", AcceptDataLoss: "everything" })).toEqual([
    400,
    "InvalidParameter.AcceptDataLoss",
  ]);
  expect(await bench.sends(local)).toEqual([]);
  expect(await call({ ClientToken: "t-6", AcceptDataLoss: ["localDisks", "unsavedMemory"] })).toEqual([
    200,
    "Accepted",
  ]);
  expect(await bench.redeploys(local)).toBe(1);
});

test("who may not consent is told so, whether anything would be lost or not", async () => {
  await bench.hand().raise(plain);
  const body = { ...place, InstanceId: plain, ClientToken: "t", AcceptDataLoss: "localDisks" };
  const { status, body: said } = await bench.hand().call(redeploy, body);
  expect([status, said["Code"]]).toEqual([403, "Forbidden.MayNotConsent"]);
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test.each(["Action", "RegionId"])(
  "a call that accepts a loss must sign %s: the address is not in the signature",
  async (name) => {
    const { [name as "Action"]: _, ...rest } = place;
    const body = { ...rest, InstanceId: plain, AcceptDataLoss: "localDisks", ClientToken: "t" };
    const { status, body: said } = await bench.hand().call(redeploy, body, await consenting());
    expect([status, said["Code"], said["Message"]]).toEqual([
      400,
      "MissingParameter",
      `${name} is needed beside AcceptDataLoss: a signature says where to. Nothing was changed.`,
    ]);
  },
);

test("captured bytes are refused by the function beside, by name", async () => {
  const hand = bench.hand();
  const body = JSON.stringify({ ...place, InstanceId: plain, ClientToken: "t" });
  const headers = signedHeaders(await consenting(), body, Date.parse((await hand.world()).now));
  const init = { method: "POST", headers: { "content-type": "application/json", ...headers }, body };
  const { status, body: said } = await hand.request(reboot, init);
  expect([status, said["Code"]]).toEqual([400, "InvalidParameter.Action"]);
  expect(await bench.callsOf("ecs")).toEqual([]);
});

test("a dry run takes the rights of the call that it stands for", async () => {
  const body = { InstanceId: plain, DryRun: true, ForceStop: true };
  const { status, body: said } = await bench.hand().call(reboot, body);
  expect([status, said["Code"]]).toEqual([403, "Forbidden.DataLossConsentRequired"]);
  expect(await bench.callsOf("ecs", "RebootInstance")).toEqual([]);
  const agreed = await bench.hand().consent(reboot, body);
  expect([agreed.status, agreed.body["Code"]]).toEqual([200, "DryRunOperation"]);
});

test("signed bytes are checked once: a captured dry run costs no call of the cloud", async () => {
  const hand = bench.hand();
  const body = JSON.stringify({ InstanceId: plain, DryRun: true });
  const { settings, now } = await hand.world();
  const headers = {
    "content-type": "application/json",
    ...signedHeaders(settings.webhookSecret, body, Date.parse(now)),
  };
  const said: unknown[] = [];
  for (let times = 0; times < 5; times++) {
    const { status, body: answer } = await hand.request(reboot, { method: "POST", headers, body });
    said.push([status, answer["Code"]]);
  }
  expect(said).toEqual([[200, "DryRunOperation"], ...Array(4).fill([409, "SignatureNonceUsed"])]);
  expect(await bench.callsOf("ecs", "RebootInstance")).toHaveLength(1);
});

test("a consent that was written into the row by who has no key is none: the next attempt asks as before", async () => {
  const { hand, store } = { hand: bench.hand(), store: storeOf(bench.cloud()) };
  const eventId = await hand.raise(local);
  await hand.publish(notice(local, { eventId }));
  await hand.idle();
  const row = await store.readInstance(local);
  const [entry] = Object.values(row?.waiting ?? {});
  if (row === undefined || entry === undefined) throw new Error("Nothing waits for consent");
  expect(entry.wait.for).toBe("approval");

  const due = { for: "attempt", untilMs: 0, code: "Approved" } as const;
  const yes = { by: "consent", atMs: 0, shown: entry.ask?.shown, seal: `k1.${"0".repeat(64)}` };
  const forged = { ...entry, approvals: [yes], wait: due };
  const waiting = { ...row.waiting, [entry.operationId]: forged };
  expect(await store.writeInstance(local, row, { ...row, beside: row.beside + 1, waiting })).toBe("applied");
  await hand.publish(notice(local, { eventId }));
  await hand.idle();

  expect(await bench.sends(local)).toEqual([]);
  expect((await store.readInstance(local))?.waiting[entry.operationId]?.wait.for).toBe("approval");
});

/** The table with the rights of any function. */
const storeOf = ({ settings, wireUrl, insideKey }: ReturnType<typeof bench.cloud>) =>
  createTablestore(
    { endpoint: wireUrl, instance: settings.tablestoreInstance },
    { ...insideKey, securityToken: "" },
    { accountId: "", regionId: "" }, // of rows of an older shape only
  );
