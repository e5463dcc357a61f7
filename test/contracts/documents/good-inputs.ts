import type { RaisedEvent } from "./raised-event.ts";

/** Parameters of an operation, under the document's names. */
export type Input = Readonly<Record<string, unknown>>;

/** For each operation, parameters that nothing in the seed world refuses; those of the edge once the event is raised. */
export const goodInputs: Readonly<Record<string, Input>> = {
  RedeployInstance: { InstanceId: "i-bp1redeploy0001" },
  RebootInstance: { InstanceId: "i-bp1plain0004" },
  ReplaceSystemDisk: { InstanceId: "i-bp1stopped0002", ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd" },
  AcceptInquiredSystemEvent: { InstanceId: "i-bp1local0005", EventId: "e-bp1local0005" },
  EventRedeployInstance: {
    EventId: "e-d71ff150945b9c02eb6ebc0016328468", // the document's example
    ResourceId: "i-5edgeplain00000000000001",
    OpsType: "immediate",
  },
};

/** An event of an edge instance that waits for its answer until 2036. */
export const edgeEvent: RaisedEvent = {
  instanceId: "i-5edgeplain00000000000001",
  eventType: "Instance:SystemFailure.Redeploy",
  eventStatus: "Inquiring",
  notBefore: "2036-01-01T00:00:00Z",
};

/** The event that such parameters answer, where the seed world does not have it. */
export const goodEvents: Readonly<Record<string, RaisedEvent>> = { EventRedeployInstance: edgeEvent };
