import { describe, expect, test } from "vitest";
import { createDocumentBench } from "./document-bench.ts";
import { edgeEvent, goodInputs, type Input } from "./good-inputs.ts";

const bench = createDocumentBench();
const operations = Object.keys(goodInputs);
const edge = "EventRedeployInstance";

test.each(operations)(
  "%s refuses a parameter that its document does not have, without a call of any kind",
  async (name) => {
    const before = await bench.world();
    const answer = await bench.askWith(name, { InstanceName: "web-1" });
    expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidParameter.InstanceName"]);
    expect(answer.body["Message"]).toBe("InstanceName: is not a parameter of this operation. Nothing was changed.");
    expect(await bench.callsOf(name)).toEqual([]);
    expect(await bench.world()).toEqual(before);
  },
);

/** What is wrong lies in what the parameters name; the edge knows no locks. */
const named: readonly [what: string, operation: string, Input, status: number, code: string][] = [
  [
    "another product's instance",
    "RedeployInstance",
    { InstanceId: "i-5edgeplain00000000000001" },
    404,
    "InvalidInstanceId.NotFound",
  ],
  [
    "another product's instance",
    "RebootInstance",
    { InstanceId: "i-5edgeplain00000000000001" },
    404,
    "InvalidInstanceId.NotFound",
  ],
  [
    "another product's instance",
    "ReplaceSystemDisk",
    { InstanceId: "i-5edgestopped000000000001" },
    404,
    "InvalidInstanceId.NotFound",
  ],
  ["another product's instance", edge, { ResourceId: "i-bp1plain0001" }, 400, "InvalidParameter.ResourceId"],
  ["another product's event", edge, { EventId: "e-bp1reboot0001" }, 400, "InvalidParameter.EventId"],
  [
    "an instance that does not exist",
    "RedeployInstance",
    { InstanceId: "i-bp1nobody" },
    404,
    "InvalidInstanceId.NotFound",
  ],
  [
    "an instance that does not exist",
    "RebootInstance",
    { InstanceId: "i-bp1nobody" },
    404,
    "InvalidInstanceId.NotFound",
  ],
  [
    "an instance that does not exist",
    "ReplaceSystemDisk",
    { InstanceId: "i-bp1nobody" },
    404,
    "InvalidInstanceId.NotFound",
  ],
  ["an instance that does not exist", edge, { ResourceId: "i-5edgenobody" }, 400, "InvalidParameter.ResourceId"],
  ["a locked instance", "RedeployInstance", { InstanceId: "i-bp1locked0001" }, 403, "InstanceLockedForSecurity"],
  ["a locked instance", "RebootInstance", { InstanceId: "i-bp1locked0001" }, 403, "InstanceLockedForSecurity"],
  ["a locked instance", "ReplaceSystemDisk", { InstanceId: "i-bp1locked0001" }, 403, "InstanceLockedForSecurity"],
  ["an expired instance", "RedeployInstance", { InstanceId: "i-bp1expired0001" }, 403, "InstanceExpiredOrInArrears"],
  ["an expired instance", "RebootInstance", { InstanceId: "i-bp1expired0001" }, 403, "InstanceExpiredOrInArrears"],
  ["an expired instance", "ReplaceSystemDisk", { InstanceId: "i-bp1expired0001" }, 403, "InstanceExpiredOrInArrears"],
];

describe("refused before the send, and nothing is changed:", () => {
  test.each(named)("%s (%s)", async (_what, operation, change, status, code) => {
    const before = await bench.world();
    const answer = await bench.askWith(operation, change);
    expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
    expect(await bench.sends(operation)).toEqual([]);
    expect(await bench.world()).toEqual(before);
  });
});

test("an expired edge instance is refused by the cloud, which has no code of its own for it", async () => {
  const instanceId = "i-5edgeexpired000000000001";
  const event = await bench.raise({ ...edgeEvent, instanceId });
  const before = await bench.world();
  const answer = await bench.askWith(edge, event, { ResourceId: instanceId });
  expect([answer.status, answer.body["Code"]]).toEqual([400, "InvalidParameter.ResourceId"]);
  expect((await bench.sends(edge)).map(({ effect }) => effect)).toEqual([false]);
  expect(await bench.world()).toEqual(before);
});

type Failure = {
  readonly what: string;
  readonly fault: object;
  /** What is answered if a send meets it, and if a read before the send does. */
  readonly send: { readonly status: number; readonly body: object };
  readonly read: { readonly status: number; readonly code: string };
};

const inDoubt = (Cause: unknown) => ({ status: 202, body: { State: "InDoubt", Cause } });
const unread = { status: 503, code: "ServiceUnavailable" };

const failuresOf = (throttling: string): readonly Failure[] => [
  {
    what: "throttles",
    fault: { effect: "throttle" },
    send: { status: 429, body: { Code: throttling } },
    read: { status: 429, code: throttling },
  },
  {
    what: "fails with a 5xx",
    fault: { effect: "error", status: 503, code: "ServiceUnavailable" },
    send: inDoubt("ServiceUnavailable"),
    read: unread,
  },
  {
    what: "answers garbage with 502",
    fault: { effect: "garbage" },
    send: inDoubt(expect.any(String)),
    read: unread,
  },
  {
    what: "answers garbage with 200",
    fault: { effect: "garbage", status: 200 },
    send: inDoubt(expect.any(String)),
    read: unread,
  },
  {
    what: "closes the connection",
    fault: { effect: "not-applied" },
    send: inDoubt(expect.any(String)),
    read: unread,
  },
];

const failing = operations.flatMap((operation) =>
  failuresOf(operation === edge ? "Throttling.Api" : "Throttling.User").map((failure): [string, string, Failure] => [
    operation,
    failure.what,
    failure,
  ]),
);

describe("nothing is taken for refused or done when the cloud does not answer the send:", () => {
  test.each(failing)("%s: it %s", async (operation, _, { fault, send }) => {
    const event = await bench.raiseFor(operation);
    const before = await bench.world();
    await bench.fail(operation, fault);
    const answer = await bench.askWith(operation, event);
    expect(answer).toMatchObject(send);
    expect(await bench.sends(operation)).toHaveLength(1);
    expect(await bench.world()).toEqual(before);
  });
});

describe("nothing is sent when the cloud does not answer a read:", () => {
  test.each(failing)("%s: it %s", async (operation, _, { fault, read }) => {
    const event = await bench.raiseFor(operation);
    const before = await bench.world();
    await bench.fail(operation, { action: "DescribeInstances", ...fault });
    const answer = await bench.askWith(operation, event);
    expect([answer.status, answer.body["Code"]]).toEqual([read.status, read.code]);
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    expect(await bench.sends(operation)).toEqual([]);
    expect(await bench.world()).toEqual(before);
  });
});
