import { randomUUID } from "node:crypto";

type Notice = {
  readonly instanceId: string;
  readonly eventId: string;
  readonly eventStatus: string;
  readonly eventType?: string;
  readonly product?: "ecs" | "ens";
};

/**
 * A notice of a system event, by default of a planned redeploy, in the documents' own shapes: the envelope is
 * EventBridge's ("Event overview"), the data an ECS notification's content ("Instance event notification"). As in the
 * document's sample of an avoided event, the name still says Scheduled. ENS as a source is invented.
 */
export function cloudEvent(notice: Notice) {
  const { instanceId, eventId, eventStatus, eventType = "SystemMaintenance.Redeploy", product = "ecs" } = notice;
  const now = new Date().toISOString();
  const name = eventType.startsWith("Instance:") ? eventType : `Instance:${eventType}`;
  return {
    id: randomUUID(),
    source: `acs.${product}`,
    specversion: "1.0",
    type: `${product}:${name}`,
    subject: `acs.${product}:cn-hangzhou:1000000000000001:${instanceId}`,
    datacontenttype: "application/json;charset=utf-8",
    time: now,
    data: { name: `${name}:Scheduled`, eventId, instanceId, eventType, eventStatus, publishTime: now },
  };
}
