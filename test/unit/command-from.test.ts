import { expect, test } from "vitest";
import { commandOfHttp } from "../../shared/middleware/command-from.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const principal = { name: "oncall", keys: [], decides: false };
const atMs = Date.parse("2026-11-21T03:00:00Z");

const commandOf = (queued: boolean) => {
  const body = Buffer.from('{"InstanceId":"i-bp1plain0001","ClientToken":"t"}');
  const request = { kind: "http", path: "/", method: "POST", headers: {}, body, queued, address: undefined } as const;
  return commandOfHttp(redeployInstance, scope, request, { principal, id: "msg_1", atMs });
};

test("a signed call was asked for when it was signed, not when it arrives", () => {
  expect(commandOf(false).askedAtMs).toBe(atMs);
});

test("a call that FC queued may wait on record, one that somebody waits for may not", () => {
  expect([commandOf(true).mayRunLater, commandOf(false).mayRunLater]).toEqual([true, false]);
});
