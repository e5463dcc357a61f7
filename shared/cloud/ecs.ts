import Ecs20140526 from "@alicloud/ecs20140526";
import type { ApiSettings, Credentials } from "../config.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import type { InstanceFacts, Part } from "./ecs-facts.ts";
import { readImage } from "./ecs-image.ts";
import { readPending } from "./ecs-pending.ts";
import { readFacts } from "./ecs-reads.ts";
import { configFor, pinnedOptions } from "./sdk.ts";
import { sentOf } from "./send.ts";
import type { Pin } from "./sent.ts";

/** Parameters of ReplaceSystemDisk under the document's names. */
type ReplaceSystemDiskParameters = Readonly<Record<string, unknown>> & {
  readonly InstanceId: string;
  readonly SystemDisk?: { readonly Size?: number | undefined } | undefined;
};

/** The ECS calls this bundle makes. Reads throw `OpError` (`unavailable`, `throttled`); a send never throws. */
export type Ecs = Readonly<ReturnType<typeof createEcs>>;

/** ECS 2014-05-26 by the official SDK, which in an ES module is an object around its class. */
export function createEcs(
  { ecs: settings }: { readonly ecs: ApiSettings },
  credentials: Credentials,
  nowMs: () => number,
) {
  const client = new Ecs20140526.default(configFor(settings, credentials));
  const { regionId } = settings;
  return {
    readInstance: <P extends Part>(instanceId: string, parts: readonly P[]): Promise<InstanceFacts<P>> =>
      readFacts(client, regionId, instanceId, parts, nowMs()),
    /** All events of the region that are not over. Works until `untilMs`, epoch milliseconds, and throws for a part. */
    listPending: (untilMs: number): Promise<readonly PendingEvent[]> => readPending(client, regionId, untilMs, nowMs),
    readImage: (imageId: string) => readImage(client, regionId, imageId),
    redeployInstance: (instanceId: string, forceStop: boolean, pin: Pin) => {
      const request = new Ecs20140526.RedeployInstanceRequest({ instanceId, forceStop });
      return sentOf(client.redeployInstanceWithOptions(request, pinnedOptions(pin)), ({ taskId }) => taskId);
    },
    rebootInstance: (instanceId: string, forceStop: boolean, dryRun: boolean, pin: Pin) => {
      const request = new Ecs20140526.RebootInstanceRequest({ instanceId, forceStop, ...(dryRun && { dryRun }) });
      return sentOf(client.rebootInstanceWithOptions(request, pinnedOptions(pin)));
    },
    /** Stops it without ForceStop, in the mode that keeps its resources. */
    stopInstance: (instanceId: string, pin: Pin) => {
      const request = new Ecs20140526.StopInstanceRequest({ instanceId, stoppedMode: "KeepCharging" });
      return sentOf(client.stopInstanceWithOptions(request, pinnedOptions(pin)));
    },
    startInstance: (instanceId: string, pin: Pin) => {
      const request = new Ecs20140526.StartInstanceRequest({ instanceId });
      return sentOf(client.startInstanceWithOptions(request, pinnedOptions(pin)));
    },
    /** The document's Choice is not public and never sent. */
    acceptInquiredSystemEvent: (eventId: string, pin: Pin) => {
      const request = new Ecs20140526.AcceptInquiredSystemEventRequest({ eventId, regionId });
      return sentOf(client.acceptInquiredSystemEventWithOptions(request, pinnedOptions(pin)));
    },
    replaceSystemDisk: (parameters: ReplaceSystemDiskParameters, token: string, pin: Pin) =>
      sentOf(
        client.replaceSystemDiskWithOptions(replaceRequest(parameters, token), pinnedOptions(pin)),
        ({ diskId }) => diskId,
      ),
  };
}

function replaceRequest(
  { SystemDisk, StopAndStart: _, ...parameters }: ReplaceSystemDiskParameters,
  clientToken: string,
) {
  const size = SystemDisk?.Size;
  const systemDisk =
    size === undefined ? {} : { systemDisk: new Ecs20140526.ReplaceSystemDiskRequestSystemDisk({ size }) };
  return new Ecs20140526.ReplaceSystemDiskRequest({ ...lowerFirst(parameters), ...systemDisk, clientToken });
}

/** The SDK's names: the document's with a lower-case first letter, but for a name that begins with an abbreviation. */
const lowerFirst = (parameters: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name === "KMSKeyId" ? "KMSKeyId" : name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]),
  );
