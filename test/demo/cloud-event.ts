import { randomUUID } from "node:crypto";

type Notice = { readonly instanceId: string; readonly eventId: string; readonly eventStatus: string };

/**
 * A notice of a planned redeploy in the documents' own shapes: the envelope is EventBridge's ("Event overview"), the
 * data an ECS notification's content ("Instance event notification"). As in the document's sample of an avoided event,
 * the name still says Scheduled.
 */
export const cloudEvent = ({ instanceId, eventId, eventStatus }: Notice) => ({
  id: randomUUID(),
  source: "acs.ecs",
  specversion: "1.0",
  type: "ecs:Instance:SystemMaintenance.Redeploy",
  subject: `acs.ecs:cn-hangzhou:1000000000000001:${instanceId}`,
  datacontenttype: "application/json;charset=utf-8",
  time: new Date().toISOString(),
  data: {
    name: "Instance:SystemMaintenance.Redeploy:Scheduled",
    eventId,
    instanceId,
    eventType: "SystemMaintenance.Redeploy",
    eventStatus,
    publishTime: new Date().toISOString(),
  },
});
