import { scope } from "./names.ts";
import { operator } from "./rules.ts";
import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { World } from "./world.ts";

/** An event that a person may have planned again: some operation for it has ended, whatever else became of it. */
export type Again = { readonly instanceId: string; readonly eventId: string; readonly ids: readonly string[] };

export const againsIn = (world: World): readonly Again[] =>
  [...world.cloud.events.values()].flatMap(({ instanceId, eventId }) => {
    const outcomes = world.table.rows.get(instanceId)?.row.outcomes;
    if (outcomes === undefined) return [];
    const ids = idsFor(world, instanceId, eventId);
    return ids.some((id) => outcomes[id] !== undefined) ? [{ instanceId, eventId, ids }] : [];
  });

/** Schedules have the same few events: their ids are made once. */
const known = new Map<string, readonly string[]>();

function idsFor({ product }: World, instanceId: string, eventId: string): readonly string[] {
  const key = `${instanceId} ${eventId}`;
  const ids = known.get(key) ?? product.idsOf(scope, instanceId, eventId);
  known.set(key, ids);
  return ids;
}

/** A person asks for it: one read, one decision, one write. */
export function startAgain(world: World, { instanceId, eventId, ids }: Again): void {
  const worker = createWorker(world, "person");
  world.say(() => `${worker.name}  wants ${eventId} planned again on ${instanceId}`);
  const needs = ledgerNeeds(world, worker);
  const ask = async () => {
    const row = await needs.store.readInstance(instanceId);
    const asked = { source: "console", actor: operator, reason: "seen", fingerprint: "", eventId };
    const idea = ideaFor(world, instanceId, eventId);
    const after = ids.findLast((id) => row?.outcomes[id] !== undefined) ?? "";
    const change = { kind: "planAgain", owner: needs.newId(), ids, after, ...asked, ...idea } as const;
    const { standing } = await world.product.advance(needs, instanceId, row, change, Number.POSITIVE_INFINITY);
    return standing?.kind ?? "done";
  };
  ask().then(
    (said) => end(world, worker, () => world.say(() => `${worker.name}  again: ${said}`)),
    (error: unknown) =>
      end(world, worker, () => {
        world.say(() => `${worker.name}  gives up: ${String(error)}`);
        if (!(error instanceof world.product.StoreUnknown))
          world.violations.push(`unexpected: planning again failed: ${String(error)}`);
      }),
  );
}

/** As for a notice of the event: the first operation that answers its type. */
function ideaFor({ product, cloud }: World, instanceId: string, eventId: string) {
  const { type = "", status = "" } = cloud.events.get(eventId) ?? {};
  const known = product.operations.find(({ event: { answers } }) => Object.hasOwn(answers, type));
  const home = known ?? product.operations[0];
  if (home === undefined) throw new Error("There is no operation");
  const notice = { product: home.product, eventId, instanceId, type, status };
  const input = home.parameters.schema.parse(home.event.inputFor(notice));
  const kept = Object.entries(input).filter(([, value]) => value !== undefined);
  return { operation: home.name, input: Object.fromEntries(kept) };
}
