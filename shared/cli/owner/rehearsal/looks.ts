import * as z from "zod";
import type { Way } from "../../../doctor/outside.ts";
import { functionNameOf } from "../../../function-name.ts";
import { createFunctions } from "../../../install/cloud/functions.ts";
import { CloudError } from "../../../install/cloud-error.ts";
import { readWay } from "../../../install/read-way.ts";
import { type Answer, invokeConsole, invokeFunction } from "../invoke.ts";
import { planeOf } from "../ports-of.ts";
import { Stopped } from "../stopped.ts";
import type { Target } from "../target.ts";
import type { Terminal } from "../terminal.ts";

/** The function that looks at events of this type: its document answers it (functions/README.md). */
const home = { file: "redeploy-instance", operation: "RedeployInstance" };
/** RedeployInstance itself refuses a simulated event, so that no drill could have an effect whatever we did. */
export const drillType = "SystemMaintenance.Redeploy";

/** The newest event that came to the function, as it remembers it. */
const lastEvent = z.object({
  At: z.iso.datetime(),
  RequestId: z.string(),
  Form: z.string(),
  EventIds: z.array(z.string()),
  Problem: z.string().optional(),
});
export type Delivered = z.output<typeof lastEvent>;

const probed = z.object({ LastEvent: lastEvent.optional() });

/** So many instances of the function are asked at once: which of them has heard of the event nobody can choose. */
const askedAtOnce = 4;

/** What the function has heard of an event; undefined: nothing, or an instance of it has that does not answer here. */
export async function deliveredTo(target: Target, eventId: string): Promise<Delivered | undefined> {
  const asking = () => invokeFunction(target, home.file, { operation: home.operation, probe: true });
  const answers = await Promise.all(Array.from({ length: askedAtOnce }, asking));
  const heard = answers.map(({ value }) => probed.safeParse(value).data?.LastEvent);
  return heard.find((event) => event?.EventIds.includes(eventId) === true);
}

/** Which way the event was brought, or why it cannot be told. */
export async function wayOf(
  target: Target,
  { RequestId: requestId, At }: Delivered,
  { pause }: Pick<Terminal, "pause">,
): Promise<Way | { readonly failed: string }> {
  const functionName = functionNameOf(target.stack, home.file);
  const functions = createFunctions(await planeOf(target));
  try {
    return await readWay({ functions, pause }, { functionName, requestId, atMs: Date.parse(At) });
  } catch (error) {
    if (error instanceof CloudError) return { failed: `${error.message} ${error.mend}` };
    throw error;
  }
}

const record = z.object({
  Outcomes: z.array(z.object({ OperationId: z.string(), State: z.string() })),
  Waiting: z.array(
    z.object({ OperationId: z.string(), State: z.string(), For: z.string().optional(), Cause: z.string().optional() }),
  ),
  Timeline: z.array(z.string()),
});
export type Recorded = z.output<typeof record>;

const nothing: Recorded = { Outcomes: [], Waiting: [], Timeline: [] };

/** What is on record of the instance; nothing, if nothing was ever asked for it. */
export async function recordOf(target: Target, instanceId: string): Promise<Recorded> {
  try {
    return parsedBy(record, await invokeConsole(target, "instance", { InstanceId: instanceId }));
  } catch (error) {
    if (error instanceof Stopped && error.message.startsWith("InvalidInstanceId.NotFound")) return nothing;
    throw error;
  }
}

const shown = z.object({ Policy: z.object({ Serial: z.int() }).optional(), Text: z.looseObject({}).optional() });
const checked = z.object({
  Instance: z
    .object({
      Decisions: z.array(
        z.object({
          Type: z.string(),
          Status: z.string(),
          Rule: z.string(),
          Fate: z.string(),
          Why: z.string(),
          Hook: z.string().optional(),
        }),
      ),
    })
    .optional(),
});

/** What the policy in force says of such an event on this machine; undefined: it cannot be told. */
export async function plannedBy(target: Target, instanceId: string) {
  const { Policy, Text } = parsedBy(shown, await invokeConsole(target, "policy show", {}));
  if (Text === undefined) return undefined;
  const answer = await invokeConsole(target, "policy check", { Policy: Text, InstanceId: instanceId });
  const decision = parsedBy(checked, answer).Instance?.Decisions.find(
    ({ Type, Status }) => Type === drillType && Status === "Scheduled",
  );
  return decision && { ...decision, Serial: Policy?.Serial ?? 0 };
}

function parsedBy<T>(schema: z.ZodType<T>, { value }: Answer): T {
  return schema.parse(value);
}
