import * as z from "zod";
import type { ApiSettings, Credentials } from "../config.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import { createEnsCall } from "./ens-call.ts";
import type { EdgeFacts } from "./ens-facts.ts";
import { readEvents, readPending, readState } from "./ens-reads.ts";
import { pinnedOptions } from "./sdk.ts";
import { sentOf } from "./send.ts";
import type { Pin, Sent } from "./sent.ts";

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
  /** All events of the account that are not over. Works until `untilMs`, epoch milliseconds, and throws for a part. */
  readonly listPending: (untilMs: number) => Promise<readonly PendingEvent[]>;
  readonly eventRedeployInstance: (parameters: EventRedeployParameters, pin: Pin) => Promise<Sent>;
};

/** ENS 2017-11-10, see ens-call.ts. */
export function createEns(
  { ens: settings }: { readonly ens: ApiSettings },
  credentials: Credentials,
  nowMs: () => number,
): Ens {
  const call = createEnsCall(settings, credentials);
  return {
    readInstance: async (instanceId) => {
      const readAtMs = nowMs();
      const [listed, events] = await Promise.all([readState(call, instanceId), readEvents(call, instanceId)]);
      return { ...listed, events, readAtMs };
    },
    listPending: (untilMs) => readPending(call, untilMs, nowMs),
    eventRedeployInstance: (parameters, pin) =>
      sentOf(call("EventRedeployInstance", parameters, pinnedOptions(pin)).then((answer) => sentSchema.parse(answer))),
  };
}

/** Some actions of ENS have a `Code` in a success too (0 or 200); any other one is no success. */
const successCode = z.literal([0, 200, "0", "200"]).optional();

const sentSchema = z.object({
  body: z.object({ RequestId: z.string(), Code: successCode }).transform(({ RequestId }) => ({ requestId: RequestId })),
});
