import OpenApi, { $OpenApiUtil } from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import * as z from "zod";
import { acsDate, configFor, within } from "../../../cloud/sdk.ts";
import { isLoopback } from "../../../endpoint.ts";
import { failed } from "../stopped.ts";
import type { Target } from "../target.ts";

/** The caller's own calls of ECS and CloudMonitor that make a drill and end it. Each throws `Stopped` with what was refused. */
export type Drills = {
  /** A simulated event of the instance, which the platform does nothing about; its id. */
  readonly create: (instanceId: string, eventType: string, notBeforeMs: number) => Promise<string>;
  readonly cancel: (eventId: string) => Promise<void>;
  /** Has CloudMonitor push a notice of an event. */
  readonly push: (name: string, content: object) => Promise<void>;
};

const timeoutMs = 15_000;

const created = z.object({ EventIdSet: z.object({ EventId: z.array(z.string()).length(1) }) });

/** ECS 2014-05-26 and CMS 2019-01-01 by openapi-core's generic call. */
export async function createDrills(target: Target): Promise<Drills> {
  const credentials = await target.credentials();
  const { regionId } = target;
  const call = async (product: Product, action: string, query: Query) => {
    const client = new OpenApi.default(configFor({ endpoint: endpointOf(product, target), regionId }, credentials));
    const headers = target.hasOwnClock ? { "x-acs-date": acsDate(target.nowMs()) } : {};
    const request = new $OpenApiUtil.OpenApiRequest({ query, headers });
    const options = new $dara.RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });
    try {
      const { body } = await within(timeoutMs, client.callApi(paramsOf(product, action), request, options));
      return body;
    } catch (error) {
      throw failed(
        `${action} was refused or not answered (${codeOf(error)}). It needs the right ${product}:${action}.`,
      );
    }
  };
  return {
    create: async (instanceId, eventType, notBeforeMs) => {
      const query = {
        ...{ RegionId: regionId, EventType: eventType, "InstanceId.1": instanceId },
        NotBefore: new Date(notBeforeMs).toISOString().replace(/\.\d{3}Z$/, "Z"),
      };
      const [eventId = ""] = created.parse(await call("ecs", "CreateSimulatedSystemEvents", query)).EventIdSet.EventId;
      return eventId;
    },
    cancel: async (eventId) => {
      await call("ecs", "CancelSimulatedSystemEvents", { RegionId: regionId, "EventId.1": eventId });
    },
    push: async (name, content) => {
      await call("cms", "SendDryRunSystemEvent", {
        Product: "ECS",
        EventName: name,
        EventContent: JSON.stringify(content),
      });
    },
  };
}

type Product = keyof typeof versions;
type Query = Readonly<Record<string, string>>;

const versions = { ecs: "2014-05-26", cms: "2019-01-01" } as const;

/** The local cloud serves every product at one address. */
const endpointOf = (product: Product, { endpoint, regionId }: Target) =>
  isLoopback(new URL(endpoint).hostname)
    ? endpoint
    : `https://${product === "ecs" ? "ecs" : "metrics"}.${regionId}.aliyuncs.com`;

const paramsOf = (product: Product, action: string) =>
  new $OpenApiUtil.Params({
    ...{ action, version: versions[product], protocol: "HTTPS", pathname: "/", method: "POST" },
    ...{ authType: "AK", style: "RPC", reqBodyType: "formData", bodyType: "json" },
  });

/** The code alone: the cloud's words may quote a request. */
const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error && /^[\w.-]{1,64}$/.test(String(error.code))
    ? String(error.code)
    : "no answer";
