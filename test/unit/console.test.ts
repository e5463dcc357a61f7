import { expect, test } from "vitest";
import type { ConsoleDeps } from "../../shared/deps.ts";
import { createConsoleHandler } from "../../shared/entry/console-entry.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { type Store, StoreUnknown } from "../../shared/ledger/store.ts";
import { signatureWith } from "../../shared/signature.ts";
import { steeredBy } from "../acting-by.ts";

const secret = `whsec_${Buffer.from("a secret of the oncall principal!").toString("base64")}`;
const nowMs = Date.parse("2026-11-21T03:00:00Z");
const operationId = "0".repeat(32);

const waits: InstanceRow = {
  ...emptyRow,
  current: {
    operationId,
    operation: "RedeployInstance",
    input: { InstanceId: "i-1" },
    fingerprint: "f",
    source: "eventbridge",
    actor: "acs.ecs",
    reason: "",
    promised: true,
    attempt: 0,
    fruitless: 0,
    openSinceMs: 0,
    progress: { state: "Waiting", for: "time", untilMs: 0, code: "Forbidden.RAM" },
  },
};

/** No verdict needs these. */
const unused = {} as never;
const steering = async () => steeredBy([], 1, nowMs, "act", { person: "oncall", program: "none" });

/** Gives a verdict to a console whose ledger reads rows like this. */
async function resolve(readInstance: Store["readInstance"]) {
  const store = { readInstance } as Store; // nothing else is called before the row is known
  const deps: ConsoleDeps = {
    scope: { accountId: "1000000000000001", regionId: "cn-hangzhou" },
    principals: [{ name: "oncall", keys: [secret], decides: true }],
    fingerprintKeys: [],
    self: { ledger: "", settingsBytes: 0 },
    pause: async () => undefined,
    newId: () => "id",
    nowMs: () => nowMs,
    log: () => undefined,
    connect: () => ({ store, control: unused, fleets: unused, runs: unused, steering }),
  };
  const verdict = { InstanceId: "i-1", OperationId: operationId, Verdict: "happened", Reason: "seen" };
  const body = JSON.stringify({ ...verdict, LookedAt: "2026-11-21T02:59:00Z" });
  const timestamp = String(nowMs / 1_000);
  const request = {
    version: "v1",
    rawPath: "/resolve",
    headers: {
      "content-type": "application/json",
      "webhook-id": "msg_1",
      "webhook-timestamp": timestamp,
      "webhook-signature": signatureWith(secret, { id: "msg_1", timestamp, body: Buffer.from(body) }),
    },
    body,
    isBase64Encoded: false,
    requestContext: { http: { method: "POST" } },
  };
  const context = {
    requestId: "1",
    credentials: { accessKeyId: "id", accessKeySecret: "secret", securityToken: "" },
    function: { name: "console", timeout: 60 },
  };
  const handler = createConsoleHandler(deps, {
    dateWindowMs: 3_600_000,
    hookNames: { stack: "ops", service: undefined },
  });
  const answer = (await handler(Buffer.from(JSON.stringify(request)), context)) as { statusCode: number; body: string };
  return { status: answer.statusCode, message: String(JSON.parse(answer.body).Message) };
}

test("a verdict whose write may have been lost is not told that it was not taken, nor to use a token that it has not", async () => {
  const { status, message } = await resolve(async () => Promise.reject(new StoreUnknown("no answer")));
  expect(status).toBe(503);
  expect(message).toContain("Whether the verdict was taken is on the record: give it again.");
  expect(message).not.toMatch(/token|nothing was changed/i);
});

test("a console that fails says where the truth stands", async () => {
  const { status, message } = await resolve(async () => Promise.reject(new TypeError("undefined")));
  expect(status).toBe(500);
  expect(message).toContain("Whether the verdict was taken is on the record: give it again.");
});

test("a verdict that comes too late is told of the cloud only: its first copy may have been taken", async () => {
  const { status, message } = await resolve(async () => waits);
  expect(status).toBe(409);
  expect(message).toContain("Nothing was sent to the cloud.");
  expect(message).not.toContain("Nothing was changed");
});
