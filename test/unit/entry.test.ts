import { expect, test } from "vitest";
import type { Deps } from "../../shared/deps.ts";
import { createHandler } from "../../shared/entry/operation-entry.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";

/** Nothing here may be asked for: who is refused at the door is refused before it connects to anything. */
const unconnected: Deps<never> = {
  scope: { accountId: "1000000000000001", regionId: "cn-hangzhou" },
  self: { ledger: "", settingsBytes: 0 },
  principals: [],
  pause: () => Promise.resolve(),
  newId: () => "id",
  nowMs: () => 0,
  log: () => undefined,
  connect: () => {
    throw new Error("connected");
  },
};
const credentials = { accessKeyId: "id", accessKeySecret: "secret", securityToken: "" };
const command = { operation: "RedeployInstance", input: { InstanceId: "i-1" }, source: "s", actor: "a", reason: "r" };

test.each([0, Number.NaN, -1])(
  "an invocation whose timeout is %s s claims nothing and goes back to its queue",
  async (timeout) => {
    const handler = createHandler(redeployInstance, unconnected);
    const context = { requestId: "1", credentials, function: { name: "redeploy-instance", timeout } };
    const invoked = handler(Buffer.from(JSON.stringify({ ...command, clientToken: "t" })), context);
    await expect(invoked).rejects.toMatchObject({
      code: "InternalError",
      cause: expect.objectContaining({ message: expect.stringContaining("names no function timeout") }),
    });
  },
);

const context = { requestId: "1", credentials, function: { name: "redeploy-instance", timeout: 60 } };
const envelope = (http: object, body: string) => ({
  version: "v1",
  rawPath: "/",
  headers: { "Content-Type": "application/json" },
  queryParameters: {},
  body,
  isBase64Encoded: false,
  requestContext: { http: { method: "POST", path: "/", ...http } },
});

test.each([
  ["without a signature", envelope({}, '{"InstanceId":"i-1","ClientToken":"t"}'), 401, "WWW-Authenticate"],
  ["by another method", envelope({ method: "GET" }, ""), 405, "Allow"],
])("a request %s makes no client of the store or the cloud", async (_, request, statusCode, header) => {
  const handler = createHandler(redeployInstance, unconnected);
  const answer = await handler(Buffer.from(JSON.stringify(request)), context);
  expect(answer).toMatchObject({ statusCode, headers: { [header]: expect.any(String) } });
});

test("an invoke that no operation is makes no client either", async () => {
  const invoked = createHandler(redeployInstance, unconnected)(Buffer.from('{"operation":"Else"}'), context);
  await expect(invoked).rejects.toMatchObject({ code: expect.not.stringContaining("InternalError") });
});
