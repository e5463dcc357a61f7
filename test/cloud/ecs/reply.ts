import type { Reply } from "../core/exchange.ts";
import type { ErrorRow } from "./ecs-error.ts";

const headers = { "content-type": "application/json;charset=utf-8" };

/** A success on the wire; always JSON (invented: the cloud also speaks XML). */
export const accepted = (requestId: string, body: object, effect: boolean): Reply => ({
  status: 200,
  headers,
  body: JSON.stringify({ RequestId: requestId, ...body }),
  code: null,
  effect,
});

/** An error on the wire. */
export const refused = (requestId: string, regionId: string, { status, code, message }: ErrorRow): Reply => ({
  status,
  headers,
  body: JSON.stringify({
    RequestId: requestId,
    HostId: `ecs.${regionId}.aliyuncs.com`,
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=Ecs&requestId=${requestId}`,
  }),
  code,
  effect: false,
});
