import OpenApi, { $OpenApiUtil } from "@alicloud/openapi-core";
import type { RuntimeOptions } from "@darabonba/typescript";
import * as z from "zod";
import type { Config, Credentials } from "../config.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import { read, readPages } from "./read.ts";
import { configFor, pinnedOptions, readOptions } from "./sdk.ts";
import { sentOf } from "./send.ts";
import type { Pin, Sent } from "./sent.ts";

/** What look sees of an edge instance. */
export type EdgeFacts = {
  readonly instance: { readonly status: string } | undefined;
  /** True unless every disk is known to be elsewhere. */
  readonly hasLocalDisks: boolean;
  readonly events: readonly SystemEvent[];
  /** When it was read, epoch milliseconds. */
  readonly readAtMs: number;
};

type EventRedeployParameters = {
  readonly EventId: string;
  readonly ResourceId: string;
  readonly OpsType: "immediate" | "scheduled";
  /** Epoch milliseconds. */
  readonly PlanTime?: number | undefined;
  readonly PlanUtcTime?: string | undefined;
};

/** The ENS calls this bundle makes. Reads throw `OpError` (`unavailable`, `throttled`); a send never throws. */
export type Ens = {
  readonly readInstance: (instanceId: string) => Promise<EdgeFacts>;
  readonly eventRedeployInstance: (parameters: EventRedeployParameters, pin: Pin) => Promise<Sent>;
};

/** ENS 2017-11-10 by openapi-core's generic call: its official client is not published for Node. */
export function createEns({ ens: settings }: Pick<Config, "ens">, credentials: Credentials, nowMs: () => number): Ens {
  const client = new OpenApi.default(configFor(settings, credentials));
  const call = (action: string, query: Readonly<Record<string, unknown>>, options: RuntimeOptions) =>
    client.callApi(paramsFor(action), new $OpenApiUtil.OpenApiRequest({ query: texts(query) }), options);
  return {
    readInstance: async (instanceId) => {
      const readAtMs = nowMs();
      const [listed, events] = await Promise.all([readState(call, instanceId), readEvents(call, instanceId)]);
      return { ...listed, events, readAtMs };
    },
    eventRedeployInstance: (parameters, pin) =>
      sentOf(call("EventRedeployInstance", parameters, pinnedOptions(pin)).then((answer) => sentSchema.parse(answer))),
  };
}

type Call = (action: string, query: Readonly<Record<string, unknown>>, options: RuntimeOptions) => Promise<object>;

const paramsFor = (action: string) =>
  new $OpenApiUtil.Params({
    action,
    version: "2017-11-10",
    protocol: "HTTPS",
    pathname: "/",
    method: "POST",
    authType: "AK",
    style: "RPC",
    reqBodyType: "formData",
    bodyType: "json",
  });

/** Lists go as JSON text, as the vendor's own clients send them. */
const texts = (query: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );

const sentSchema = z.object({
  body: z.object({ RequestId: z.string() }).transform(({ RequestId }) => ({ requestId: RequestId })),
});

const diskSchema = z.object({ Category: z.string().optional() });

// Every field that is read may be absent: the tree is documented, its obligation is not.
const instancesSchema = z.object({
  body: z.object({
    Instances: z.object({
      Instance: z.array(
        z.object({
          InstanceId: z.string(),
          Status: z.string().default(""),
          SystemDisk: diskSchema.optional(),
          DataDisk: z.object({ DataDisk: z.array(diskSchema).default([]) }).optional(),
        }),
      ),
    }),
  }),
});

async function readState(call: Call, instanceId: string): Promise<Pick<EdgeFacts, "instance" | "hasLocalDisks">> {
  const query = { InstanceId: instanceId };
  const answer = await read(
    "DescribeInstances",
    parsed(instancesSchema, call("DescribeInstances", query, readOptions())),
  );
  const found = answer.body.Instances.Instance.find(({ InstanceId }) => InstanceId === instanceId);
  if (found === undefined) return { instance: undefined, hasLocalDisks: true };
  const disks = [found.SystemDisk, ...(found.DataDisk?.DataDisk ?? [])];
  return { instance: { status: found.Status }, hasLocalDisks: disks.some((disk) => isLocal(disk?.Category)) };
}

/** Categories are not documented; whatever is not known to be a cloud disk may be on the host. */
const isLocal = (category: string | undefined) => !category?.startsWith("cloud_");

const eventTypes = ["Instance:SystemFailure.Redeploy", "Instance:SystemMaintenance.Redeploy"];
/** Every status: whether a call without a filter lists what is pending is not documented. */
const everyStatus = ["Inquiring", "Scheduled", "Executing", "Executed", "Failed", "Canceled", "Avoided"];

const eventsSchema = z.object({
  body: z.object({
    Events: z
      .array(
        z.object({
          EventId: z.string(),
          EventType: z.string(),
          EventStatus: z.string(),
          /** Epoch milliseconds. */
          NotBefore: z.coerce.number().optional(),
        }),
      )
      .default([]),
  }),
});

const readEvents = (call: Call, instanceId: string): Promise<SystemEvent[]> =>
  readPages<SystemEvent, true>(async (_, PageNumber) => {
    const query = {
      EventTypes: eventTypes,
      EventStatus: everyStatus,
      ResourceIds: [instanceId],
      PageNumber,
      PageSize: 100,
    };
    const listed = parsed(eventsSchema, call("DescribeHistoryEvents", query, readOptions()));
    const { Events } = (await read("DescribeHistoryEvents", listed)).body;
    const items = Events.map((event) => ({
      eventId: event.EventId,
      type: event.EventType,
      status: event.EventStatus,
      notBeforeMs: event.NotBefore,
      simulated: false,
      diskId: undefined,
    }));
    return { items, next: Events.length < 100 ? undefined : true };
  });

const parsed = async <T extends z.ZodType>(schema: T, answer: Promise<object>): Promise<z.output<T>> =>
  schema.parse(await answer);
