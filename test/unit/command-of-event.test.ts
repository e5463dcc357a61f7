import { expect, test } from "vitest";
import { readCloudEvent } from "../../shared/cloud-event.ts";
import { commandOfEvent } from "../../shared/middleware/command-of-event.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const event = {
  source: "acs.ecs",
  specversion: "1.0" as const,
  data: {
    eventId: "e-1",
    instanceId: "i-bp1plain0001",
    eventType: "SystemMaintenance.Redeploy",
    eventStatus: "Scheduled",
  },
};
const planned = (change: object) => commandOfEvent(redeployInstance, scope, { ...event, ...change });

test.each([
  ["without account and region", {}],
  ["of this account and region", { aliyunaccountid: "1000000000000001", aliyunregionid: "cn-hangzhou" }],
  ["whose account and region are null", { aliyunaccountid: null, aliyunregionid: null }],
])("an event %s is looked at", (_, change) => {
  expect(planned(change)).toMatchObject({ operation: "RedeployInstance", actor: "acs.ecs", eventId: "e-1" });
});

test.each([
  ["of another account", { aliyunaccountid: "9999" }, "the event is of account 9999"],
  ["of another region", { aliyunregionid: "cn-beijing" }, "the event is of region cn-beijing"],
  ["of a product without operations", { source: "acs.rds" }, "no operation answers events of acs.rds"],
  [
    "of the other product",
    { source: "acs.ens" },
    "the function of EventRedeployInstance looks at SystemMaintenance.Redeploy",
  ],
  ["of a source that only ends like ours", { source: "my.acs.ecs" }, "no operation answers events of my.acs.ecs"],
  ["of a source without its prefix", { source: "ecs" }, "no operation answers events of ecs"],
])("an event %s is not ours", (_, change, why) => {
  expect(planned(change)).toEqual({ why: expect.stringContaining(why) });
});

test.each([
  ["the bus", {}, "eventbridge"],
  ["the finder", { foundby: "finder" as const }, "finder"],
])("a notice of %s is the same operation, and the record says who brought it", (_, change, source) => {
  const { source: bus, ...fromBus } = Object(planned({}));
  const { source: said, ...command } = Object(planned(change));
  expect([bus, said]).toEqual(["eventbridge", source]);
  expect(command).toEqual(fromBus);
});

test.each([undefined, null, "finder", "somebody", 7])(
  "whatever stands in foundby keeps no event from being read: %j",
  (foundby) => {
    const read = readCloudEvent({ ...event, foundby });
    expect(read).toMatchObject(event);
    expect(read.foundby ?? undefined).toBe(foundby === "finder" ? foundby : undefined);
  },
);
