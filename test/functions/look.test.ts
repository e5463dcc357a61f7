import { expect, test } from "vitest";
import { createBench, redeploy } from "./bench.ts";

const bench = createBench({ fleetAsks: true });

/** Members of the seed fleet that must not be redeployed, and the document's code for it. */
const refused: readonly [string, string, number, string][] = [
  ["an instance that does not exist", "i-bp1nowhere0001", 404, "InvalidInstanceId.NotFound"],
  ["an instance on a dedicated host", "i-bp1dedicated0001", 403, "InvalidOperation.RedeployInstance"],
  ["an instance locked for security", "i-bp1locked0001", 403, "InstanceLockedForSecurity"],
  ["an expired instance", "i-bp1expired0001", 403, "InstanceExpiredOrInArrears"],
  ["an instance in arrears", "i-bp1arrears0001", 403, "InstanceExpiredOrInArrears"],
  ["an instance without an event", "i-bp1plain0001", 403, "InvalidOperation.RedeployInstance"],
  ["an instance with a simulated event only", "i-bp1simulated0001", 403, "InvalidOperation.RedeployInstance"],
  ["an instance with an event of another kind", "i-bp1unanswerable0001", 403, "InvalidOperation.RedeployInstance"],
  ["SystemFailure.Reboot without local disks", "i-bp1failure0003", 403, "InvalidOperation.RedeployInstance"],
];

test.each(refused)("%s is refused before the send, and nothing changes", async (_, InstanceId, status, code) => {
  const hand = bench.hand();
  const before = (await hand.world()).instances;
  const answer = await hand.call(redeploy, { InstanceId, ClientToken: "t" });
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
  expect(answer.body["Message"]).toContain(InstanceId);
  expect(await bench.callsOf("ecs", "RedeployInstance")).toEqual([]);
  expect((await hand.world()).instances).toEqual(before);
});

/** Members with an event that RedeployInstance answers, by type and status; local disks need consent. */
const answered: readonly string[] = [
  "i-bp1reboot0001",
  "i-bp1reboot0002",
  "i-bp1redeploy0001",
  "i-bp1redeploy0002",
  "i-bp1failure0001",
  "i-bp1failure0002",
  "i-bp1local0002",
  "i-bp1local0003",
  "i-bp1local0004",
  "i-bp1local0005",
  "i-bp1local0006",
  "i-bp1isolated0001",
];

test.each(answered)("%s has an event of the document's table and is redeployed once", async (InstanceId) => {
  const hand = bench.hand();
  const answer = await hand.consent(redeploy, { InstanceId, ClientToken: "t" });
  await hand.consent(redeploy, { InstanceId, ClientToken: "t" });
  expect([answer.status, answer.body["State"]]).toEqual([200, "Accepted"]);
  expect(await bench.redeploys(InstanceId)).toBe(1);
});

test("while a redeploy runs, another token for the instance gets its answer", async () => {
  const hand = bench.hand();
  await hand.raise("i-bp1plain0001");
  await hand.call(redeploy, { InstanceId: "i-bp1plain0001", ClientToken: "first" });
  await hand.advance(120_000);
  expect((await hand.world()).instances["i-bp1plain0001"]?.status).toBe("Starting");
  const meanwhile = await hand.call(redeploy, { InstanceId: "i-bp1plain0001", ClientToken: "second" });
  expect(meanwhile.headers.get("idempotency-replayed")).toBe("event");
});

test("the cloud's own task ends the event and moves the instance", async () => {
  const hand = bench.hand();
  const eventId = await hand.raise("i-bp1plain0001");
  await hand.call(redeploy, { InstanceId: "i-bp1plain0001", ClientToken: "t" });
  await hand.advance(400_000);
  const world = await hand.world();
  expect(world.events[eventId]?.eventStatus).toBe("Avoided");
  expect(world.instances["i-bp1plain0001"]?.status).toBe("Running");
});
