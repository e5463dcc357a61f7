import Ecs20140526 from "@alicloud/ecs20140526";
import { $OpenApiUtil } from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import * as z from "zod";

/** The part of FC's context that the compared handlers use; `timeout` in seconds. */
export type FcContext = {
  readonly requestId: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken: string;
  };
  readonly function: { readonly timeout: number };
};

const notice = z.object({
  data: z.object({ eventId: z.string(), instanceId: z.string(), eventStatus: z.string() }),
});

export type Notice = z.output<typeof notice>;

/** The CloudEvent in an invocation's bytes. */
export const noticeIn = (raw: Uint8Array): Notice => notice.parse(JSON.parse(new TextDecoder().decode(raw)));

/**
 * The body of both compared handlers: calls RedeployInstance by the official SDK for an event that asks for it, and
 * throws what the call throws. The SDK's own retry is off, as in the product, so that each request is the handler's.
 */
export async function redeploy({ data }: Notice, { credentials }: FcContext): Promise<object> {
  if (!["Inquiring", "Scheduled"].includes(data.eventStatus)) return { State: "NotMine" };
  const request = new Ecs20140526.RedeployInstanceRequest({ instanceId: data.instanceId, forceStop: false });
  const options = new $dara.RuntimeOptions({ readTimeout: 10_000, connectTimeout: 10_000, autoretry: false });
  const { body } = await connect(credentials).redeployInstanceWithOptions(request, options);
  return { RequestId: body?.requestId ?? "", TaskId: body?.taskId ?? "" };
}

function connect(credentials: FcContext["credentials"]) {
  const endpoint = new URL(process.env["ECS_ENDPOINT"] ?? "");
  const config = new $OpenApiUtil.Config({
    ...credentials,
    regionId: process.env["FC_REGION"] ?? "",
    endpoint: endpoint.host,
    protocol: endpoint.protocol === "http:" ? "HTTP" : "HTTPS",
  });
  return new Ecs20140526.default(config);
}
