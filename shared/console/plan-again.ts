import * as z from "zod";
import { eventIdSchema, operationIdSchema, reasonSchema } from "../command.ts";
import { readPending } from "../control/read-pending.ts";
import { OpError } from "../errors.ts";
import { advance } from "../ledger/advance.ts";
import type { PlanAgain } from "../ledger/change.ts";
import { plannedAgain } from "../ledger/decide-again.ts";
import { idsOf } from "../ledger/owned.ts";
import type { Standing } from "../ledger/standing.ts";
import { furtherSource } from "../ledger/transition.ts";
import { choices } from "../operations/choices.ts";
import { operations } from "../operations/index.ts";
import { instanceId } from "../operations/parameters.ts";
import { parsed } from "../parameter.ts";
import { redact } from "../redact.ts";
import { homeOf } from "../remediation/plan.ts";
import { notOnRecord, type VerbNeeds, verbOf } from "./verb.ts";

/** A busy store is asked again for this long while a person waits. */
const patienceMs = 5_000;

/** A further operation for an event whose own has ended. What is done about it is the policy's to say, as for any event. */
export const planAgain = verbOf({
  name: "plan again",
  role: "operator",
  summary: "Have an event planned once more whose operation has ended without an answer to it",
  schema: z.strictObject({
    InstanceId: instanceId,
    EventId: eventIdSchema,
    After: operationIdSchema.describe("The operation of the event that has ended, as you have seen it"),
    Reason: reasonSchema.min(1, "must say what has changed"),
  }),
  answers: z.strictObject({ OperationId: z.string(), State: z.string() }),
  refusals: {
    404: "InvalidEventId.NotFound: it is not listed as pending, or nobody has looked at it yet",
    409: "EventIsOwned: an operation has answered it, or is at work or waits",
  },
  // It is one write. Said once more it finds what waits already, or that another operation than the one named was the last.
  unsure: {
    unreachable: "Whether it was planned again is on the record: ask again.",
    internal: "Whether it was planned again is on the record: ask again.",
  },
  run: async ({ InstanceId, EventId, After, Reason }, needs) => {
    const { store, nowMs, newId, scope, asker } = needs;
    const asked = {
      actor: asker.name,
      source: furtherSource,
      reason: redact(Reason),
      eventId: EventId,
      fingerprint: "",
    };
    const change: PlanAgain = {
      kind: "planAgain",
      owner: newId(),
      ids: idsOf(scope, InstanceId, EventId),
      after: After,
      ...asked,
      ...(await firstIdeaOf(needs, InstanceId, EventId)),
    };
    const read = await store.readInstance(InstanceId);
    const { standing, row } = await advance(needs, InstanceId, read, change, nowMs() + patienceMs);
    if (standing !== undefined) return already(standing, EventId);
    const entry = Object.values(row?.waiting ?? {}).find(
      ({ eventId, wait }) => eventId === EventId && wait.code === plannedAgain,
    );
    return { OperationId: entry?.operationId ?? "", State: "Waiting" };
  },
});

/** The operation whose function looks at the event, as for a notice of it. The plan that counts comes from that look. */
async function firstIdeaOf({ runs }: VerbNeeds, target: string, eventId: string) {
  const products = ["ecs", "ens"] as const;
  const lists = await Promise.all(
    products.map(async (product) => ({ product, list: await readPending(runs, product) })),
  );
  const found = lists
    .flatMap(({ product, list }) => (list?.events ?? []).map((event) => ({ ...event, product })))
    .find((event) => event.eventId === eventId && event.instanceId === target);
  const home = found && homeOf(found.product, found.type, choices);
  const operation = operations.find(({ name }) => name === home);
  if (found === undefined || operation === undefined)
    throw notOnRecord(
      "InvalidEventId.NotFound",
      `${eventId} is not listed as pending on ${target}; see events pending.`,
    );
  const input = parsed(operation.parameters.schema, operation.event.inputFor(found));
  const kept = Object.entries(input).filter(([, value]) => value !== undefined);
  return { operation: operation.name, input: Object.fromEntries(kept) };
}

/** The event is in good hands, or nobody knows it. */
function already(standing: Standing, eventId: string): { readonly OperationId: string; readonly State: string } {
  if (standing.kind === "notFound")
    throw notOnRecord(
      "InvalidEventId.NotFound",
      `No operation for ${eventId} has ended on this instance: reconcile finds it by itself, or it was planned again as often as it may.`,
    );
  if (standing.kind === "waiting" && standing.wait.code === plannedAgain)
    return { OperationId: standing.operationId, State: "Waiting" };
  throw new OpError("conflict", "EventIsOwned", `${eventId} ${wordsOf(standing)}. Nothing was changed.`);
}

function wordsOf(standing: Standing): string {
  switch (standing.kind) {
    case "waiting":
      return `waits for ${standing.wait.for} already (${standing.wait.code}), by ${standing.operationId}`;
    case "replay":
    case "ended":
      return `was answered by ${standing.operationId}, which has ended ${standing.state}`;
    case "inDoubt":
    case "inProgress":
      return `is being answered by ${standing.current.operationId}`;
    case "full":
      return "finds no room: as many operations wait on this instance as its record keeps";
    default:
      return "is in the hands of an operation that is at work";
  }
}
