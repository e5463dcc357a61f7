import type { Reply } from "../core/exchange.ts";
import type { ErrorRow } from "./rpc-error.ts";

const headers = { "content-type": "application/json;charset=utf-8" };

/** A success on the wire; always JSON (invented: the cloud also speaks XML). */
export const accepted = (requestId: string, body: object, effect: boolean): Reply => ({
  status: 200,
  headers,
  body: JSON.stringify({ RequestId: requestId, ...body }),
  code: null,
  effect,
});

/** What an error tells of the API it comes from. */
export type Origin = {
  readonly host: string;
  readonly productCode: "Ecs" | "Ens" | "ROS" | "Ram" | "Sts" | "Mns-open" | "Tablestore" | "eventbridge";
};

/** An error on the wire. */
export const refused = (
  requestId: string,
  { host, productCode }: Origin,
  { status, code, message }: ErrorRow,
): Reply => ({
  status,
  headers,
  body: JSON.stringify({
    RequestId: requestId,
    HostId: host,
    Code: code,
    Message: message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${code}&product=${productCode}&requestId=${requestId}`,
  }),
  code,
  effect: false,
});
