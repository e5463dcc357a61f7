import { randomUUID } from "node:crypto";
import { toChinaTime } from "./cloud-time.ts";

type Letter = {
  readonly source: "acs.ecs" | "acs.ens";
  readonly type: string;
  readonly instanceId: string;
  readonly data: object;
};

type Sender = {
  readonly settings: { readonly accountId: string; readonly regionId: string };
  readonly nowMs: () => number;
};

/** An event in the envelope that EventBridge puts around it; each has a fresh id. */
export function envelope({ source, type, instanceId, data }: Letter, { settings, nowMs }: Sender) {
  const { accountId, regionId } = settings;
  const time = toChinaTime(nowMs());
  return {
    id: randomUUID(),
    source,
    specversion: "1.0",
    type,
    subject: `${source}:${regionId}:${accountId}:instance/${instanceId}`,
    datacontenttype: "application/json;charset=utf-8",
    time,
    aliyunaccountid: accountId,
    aliyunpublishtime: time,
    aliyunoriginalaccountid: accountId,
    aliyuneventbusname: "default",
    aliyunregionid: regionId,
    aliyunpublishaddr: "127.0.0.1",
    data,
  };
}
