import type { Facts } from "../control/notice-facts.ts";
import type { Forecast } from "../forecast/forecast.ts";
import type { Machine } from "../remediation/machine.ts";
import type { Sending } from "./deliver.ts";
import type { TellNeeds } from "./tell-needs.ts";

/** So many machines are asked for at once, and so often, for each product (invented): what is more goes by its id. */
const portionSize = 100;
const mostPortions = 5;
/** The answers may take this long together (invented); a message needs no name. */
const readsForMs = 3_000;

/**
 * The messages with names and zones of their machines, and a storm with the zones of its events and what a resume would let
 * begin. They are read now, and not kept in rows: a name is as people know it today. If the cloud does not answer, the messages
 * go without.
 */
export async function placed(needs: TellNeeds, sendings: readonly Sending[]): Promise<readonly Sending[]> {
  const { events, productOf } = needs;
  const isStorm = sendings.some(({ situation }) => situation.kind === "stormBegins");
  const machines = await machinesOf(needs, [
    ...sendings.flatMap(({ situation: { facts } }) => placeOf(facts, productOf)),
    ...(isStorm ? events : []),
  ]);
  const storm = isStorm ? { ...zonesOf(events, machines), ...(await aheadIn(needs, machines)) } : {};
  return sendings.map((sending) => {
    const { situation } = sending;
    const { kind, facts } = situation;
    const { name, zone } = machines.get(facts.instanceId ?? "") ?? {};
    const where = {
      ...(name !== undefined && { name }),
      ...(zone !== undefined && { zone }),
      ...(kind === "stormBegins" && storm),
    };
    return { ...sending, situation: { ...situation, facts: { ...facts, ...where } } };
  });
}

type Machines = ReadonlyMap<string, Machine>;

type Place = Pick<Machine, "product" | "instanceId">;

/** Where a machine is listed: its operation says so. */
function placeOf({ instanceId, operation }: Facts, productOf: TellNeeds["productOf"]): readonly Place[] {
  const product = operation === undefined ? undefined : productOf(operation);
  return instanceId === undefined || product === undefined ? [] : [{ product, instanceId }];
}

async function machinesOf(needs: TellNeeds, places: readonly Place[]): Promise<Machines> {
  const untilMs = needs.nowMs() + readsForMs;
  const found = await Promise.all([readAll(needs, "ecs", places, untilMs), readAll(needs, "ens", places, untilMs)]);
  return new Map(found.flat().map((machine) => [machine.instanceId, machine]));
}

/** Those of one product, portion by portion: what is known stays known, whatever becomes of the next one. */
async function readAll(
  { fleets, nowMs, report }: TellNeeds,
  product: Place["product"],
  places: readonly Place[],
  untilMs: number,
): Promise<readonly Machine[]> {
  const ids = [...new Set(places.flatMap((place) => (place.product === product ? place.instanceId : [])))];
  const found: Machine[] = [];
  try {
    for (let at = 0; at < Math.min(ids.length, portionSize * mostPortions) && nowMs() < untilMs; at += portionSize)
      found.push(...(await fleets[product].readMachines(ids.slice(at, at + portionSize), untilMs)));
  } catch (error) {
    report("notices", "names of machines are not known", error);
  }
  return found;
}

/** How many events are of which zone, and of how many that is not known. */
function zonesOf(events: TellNeeds["events"], machines: Machines): Pick<Facts, "counts" | "unplaced"> {
  const counts: Record<string, number> = {};
  for (const { instanceId } of events) {
    const zone = machines.get(instanceId)?.zone;
    if (zone !== undefined) counts[zone] = (counts[zone] ?? 0) + 1;
  }
  const known = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (known === 0) return {};
  return { counts, ...(known < events.length && { unplaced: events.length - known }) };
}

/** What a resume would let begin. It is a help: without it the storm is told all the same. */
async function aheadIn({ afterResume, report }: TellNeeds, machines: Machines): Promise<Partial<Facts>> {
  try {
    return aheadOf(await afterResume?.((instanceId) => machines.get(instanceId)));
  } catch (error) {
    report("notices", "what is ahead is not known", error);
    return {};
  }
}

/** While nobody knows how long one takes, nobody knows what comes too late. */
function aheadOf(ahead: Forecast | undefined): Partial<Facts> {
  if (ahead?.tookMs === undefined) return {};
  const { doneByMs, willMiss, moreMiss, unplaced, isPart } = ahead;
  return {
    ...(doneByMs !== undefined && { doneByMs }),
    late: willMiss.length + moreMiss,
    ...((unplaced > 0 || isPart) && { isAtLeast: true as const }),
  };
}
