import type { Facts } from "../control/notice-facts.ts";
import type { Machine } from "../remediation/machine.ts";
import type { Sending } from "./deliver.ts";
import type { TellNeeds } from "./tell-needs.ts";

/** So many machines are asked for: one call for each product. What is more goes by its id. */
const mostMachines = 100;
/** The answer may take this long (invented); a message needs no name. */
const readsForMs = 3_000;

/**
 * The messages with names and zones of their machines, and a storm with the zones of its events. They are read now, and not kept in rows: a
 * name is as people know it today. If the cloud does not answer, the messages go without.
 */
export async function placed(needs: TellNeeds, sendings: readonly Sending[]): Promise<readonly Sending[]> {
  const { events, productOf } = needs;
  const isStorm = sendings.some(({ situation }) => situation.kind === "stormBegins");
  const machines = await machinesOf(needs, [
    ...sendings.flatMap(({ situation: { facts } }) => placeOf(facts, productOf)),
    ...(isStorm ? events : []),
  ]);
  return sendings.map((sending) => {
    const { situation } = sending;
    const { kind, facts } = situation;
    const { name, zone } = machines.get(facts.instanceId ?? "") ?? {};
    const counts = kind === "stormBegins" ? zonesOf(events, machines) : undefined;
    const where = {
      ...(name !== undefined && { name }),
      ...(zone !== undefined && { zone }),
      ...(counts && { counts }),
    };
    return { ...sending, situation: { ...situation, facts: { ...facts, ...where } } };
  });
}

type Machines = ReadonlyMap<string, Pick<Machine, "name" | "zone">>;

type Place = Pick<Machine, "product" | "instanceId">;

/** Where a machine is listed: its operation says so. */
function placeOf({ instanceId, operation }: Facts, productOf: TellNeeds["productOf"]): readonly Place[] {
  const product = operation === undefined ? undefined : productOf(operation);
  return instanceId === undefined || product === undefined ? [] : [{ product, instanceId }];
}

async function machinesOf({ fleets, nowMs, report }: TellNeeds, places: readonly Place[]): Promise<Machines> {
  const read = async (product: Place["product"]) => {
    const ids = new Set(places.flatMap((place) => (place.product === product ? place.instanceId : [])));
    if (ids.size === 0) return [];
    try {
      return await fleets[product].readMachines([...ids].slice(0, mostMachines), nowMs() + readsForMs);
    } catch (error) {
      report("notices", "names of machines are not known", error);
      return [];
    }
  };
  const found = await Promise.all([read("ecs"), read("ens")]);
  return new Map(found.flat().map((machine) => [machine.instanceId, machine]));
}

/** How many events are of which zone, as far as it is known. */
function zonesOf(events: TellNeeds["events"], machines: Machines): Readonly<Record<string, number>> | undefined {
  const counts: Record<string, number> = {};
  for (const { instanceId } of events) {
    const zone = machines.get(instanceId)?.zone;
    if (zone !== undefined) counts[zone] = (counts[zone] ?? 0) + 1;
  }
  return Object.keys(counts).length === 0 ? undefined : counts;
}
