import { expect, test } from "vitest";
import type { Shape } from "../../shared/decode.ts";
import { audited } from "../../shared/entry/audit.ts";
import type { Claim } from "../../shared/ledger/claim.ts";
import type { Invocation } from "../../shared/middleware/invocation.ts";

const request = (queued: boolean): Shape => ({
  kind: "http",
  path: "/",
  method: "POST",
  headers: {},
  body: Buffer.alloc(0),
  address: "192.0.2.1",
  queued,
});
const invoke: Shape = { kind: "invoke", payload: {} };
const invocation = (shape: Shape, more: Partial<Invocation> = {}): Invocation => ({
  shape,
  requestId: "R",
  deadlineMs: 0,
  ...more,
});

test("of a request without a right signature its address is all that is known", () => {
  expect(audited(invocation(request(false)))).toMatchObject({ door: "http", actor: undefined, address: "192.0.2.1" });
  expect(audited(invocation(request(true)))).toMatchObject({ door: "queue", address: "192.0.2.1" });
  const principal = { name: "oncall", keys: [], decides: false };
  const signed = audited(invocation(request(false), { signed: { principal, id: "msg_1", atMs: 0 } }));
  expect(signed).toMatchObject({ actor: "oncall", webhookId: "msg_1" });
  expect(signed).not.toHaveProperty("address");
});

test("what is tried again is recorded under who asked for it, as the row has it", () => {
  const dispatched = { operation: "RebootInstance", operationId: "0".repeat(32), instanceId: "i-1" };
  const command = { actor: "oncall", reason: "disk is failing", instanceId: "i-1", token: "t", accepts: [] };
  const claim = { command } as unknown as Claim; // nothing else of it is asked
  expect(audited(invocation(invoke, { dispatched, claim }))).toMatchObject({
    door: "dispatch",
    actor: "oncall",
    reason: "disk is failing",
    target: "i-1",
    token: "t",
  });
  expect(audited(invocation(invoke, { dispatched }))).toMatchObject({ target: "i-1", token: "0".repeat(32) });
});
