import type { Hand, HttpAnswer } from "./hand.ts";

/** One operation as tests and the demo ask for it: everything that differs between two of them. */
export type Subject = {
  readonly operation: string;
  readonly functionName: string;
  /** The function that looks at its event; which operation answers it is planned there. */
  readonly looks: string;
  readonly product: "ecs" | "ens";
  /** Members of the seed fleet that it can run on, each free of events. */
  readonly instances: readonly string[];
  /** The event that it answers: by its document, or by one of `eventRules`. */
  readonly event: { readonly eventType: string; readonly eventStatus: string };
  /** Parameters that ask for it in answer to that event. */
  readonly input: (instanceId: string, eventId: string) => Readonly<Record<string, unknown>>;
  /** True if it loses data, so that a person must consent. */
  readonly needsConsent: boolean;
};

const imageId = "aliyun_3_x64_20G_alibase_20261001.vhd";

/** An owner's rules by which every operation answers some event. */
export const eventRules = [
  { type: "SystemMaintenance.Reboot", statuses: ["Scheduled"], do: "RebootInstance" },
  { type: "SystemMaintenance.IsolateErrorDisk", statuses: ["Inquiring"], do: "AcceptInquiredSystemEvent" },
  {
    type: "SystemMaintenance.Stop",
    statuses: ["Scheduled"],
    do: "ReplaceSystemDisk",
    input: { ImageId: imageId, PasswordInherit: true },
  },
];

export const subjects: readonly Subject[] = [
  {
    operation: "RedeployInstance",
    functionName: "redeploy-instance",
    looks: "redeploy-instance",
    product: "ecs",
    instances: ["i-bp1plain0001", "i-bp1plain0002", "i-bp1plain0003"],
    event: { eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" },
    input: (InstanceId) => ({ InstanceId }),
    needsConsent: false,
  },
  {
    operation: "RebootInstance",
    functionName: "reboot-instance",
    looks: "redeploy-instance",
    product: "ecs",
    instances: ["i-bp1plain0004", "i-bp1plain0005", "i-bp1plain0006"],
    event: { eventType: "SystemMaintenance.Reboot", eventStatus: "Scheduled" },
    input: (InstanceId) => ({ InstanceId }),
    needsConsent: false,
  },
  {
    operation: "ReplaceSystemDisk",
    functionName: "replace-system-disk",
    looks: "redeploy-instance",
    product: "ecs",
    instances: ["i-bp1stopped0002", "i-bp1stopped0003", "i-bp1stopped0004"],
    event: { eventType: "SystemMaintenance.Stop", eventStatus: "Scheduled" },
    input: (InstanceId) => ({ InstanceId, ImageId: imageId, PasswordInherit: true }),
    needsConsent: true,
  },
  {
    operation: "AcceptInquiredSystemEvent",
    functionName: "accept-inquired-system-event",
    looks: "redeploy-instance",
    product: "ecs",
    instances: ["i-bp1drive0001", "i-bp1drive0002", "i-bp1drive0003"],
    event: { eventType: "SystemMaintenance.IsolateErrorDisk", eventStatus: "Inquiring" },
    input: (InstanceId, EventId) => ({ InstanceId, EventId }),
    needsConsent: true,
  },
  {
    operation: "EventRedeployInstance",
    functionName: "event-redeploy-instance",
    looks: "event-redeploy-instance",
    product: "ens",
    instances: ["i-5edgeplain00000000000001", "i-5edgeplain00000000000002", "i-5edgeplain00000000000003"],
    event: { eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" },
    input: (ResourceId, EventId) => ({ EventId, ResourceId, OpsType: "immediate" }),
    needsConsent: false,
  },
];

/** What every principal of a test that may ask for anything may ask for. */
export const operationNames: readonly string[] = subjects.map(({ operation }) => operation);

/** Calls the operation's function over HTTP, signed by a principal that may consent where that is needed. */
export async function callSubject(
  hand: Hand,
  subject: Subject,
  instanceId: string,
  eventId: string,
  token: string,
): Promise<HttpAnswer> {
  const { functionName, input, needsConsent } = subject;
  const body = { ...input(instanceId, eventId), ClientToken: token };
  return needsConsent ? hand.consent(functionName, body) : hand.call(functionName, body);
}

/** How often the world took the operation for an instance. */
export const effectsOf = async (hand: Hand, { operation }: Subject, instanceId: string): Promise<number> =>
  (await hand.world()).instances[instanceId]?.effects[operation] ?? 0;
