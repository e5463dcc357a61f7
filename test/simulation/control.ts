import type { Control, ControlStore } from "../../shared/control/control.ts";
import type { Steering } from "../../shared/control/steering.ts";
import type { EventRule } from "../acting-by.ts";
import { violate } from "./invariants.ts";
import { faultOfPlaces } from "./places.ts";
import { callPort } from "./port.ts";
import { steeringBy } from "./rules.ts";
import { onSteered, stormLimit } from "./stops.ts";
import type { Worker, World } from "./world.ts";

/** What steers one worker: the policy as it is now, and the control row as it reads it. */
export function createSteers(world: World, worker: Worker, rules: readonly EventRule[]) {
  const { product } = world;
  const lost = (): never => {
    throw new product.StoreUnknown("the model gave no answer");
  };
  const nowMs = () => world.nowMs + worker.skewMs;
  const readControl = () =>
    callPort(world, worker, ["readControl", "read"], { arrive: () => read(world, worker), lost });
  const control: Pick<ControlStore, "writeControl" | "removeEntry"> = {
    writeControl: (before, next) =>
      callPort(world, worker, ["writeControl", "write"], { arrive: () => write(world, worker, before, next), lost }),
    removeEntry: (instanceId, mark) =>
      callPort(world, worker, ["removeEntry", "write"], { arrive: () => remove(world, instanceId, mark), lost }),
  };
  const steering = async (): Promise<Steering> => {
    const readAtMs = nowMs();
    // Where nothing steers, no schedule is longer for it.
    const row = world.steers ? await readControl() : world.control;
    return {
      ...steeringBy(world, rules, readAtMs, worker.isAfterRevocation),
      limits: limitsAt(world, row),
      breaker: world.storms ? stormLimit : undefined,
      control: row,
    };
  };
  return { steering, control, readControl };
}

/** The limits of the policy that a control row names. */
const limitsAt = ({ limited }: World, { policy }: Control) =>
  limited.findLast(({ sinceMs }) => sinceMs <= (policy?.atMs ?? 0))?.limits ?? [];

function read(world: World, worker: Worker): Control {
  worker.steeredBy = world.control;
  return world.control;
}

function write(world: World, worker: Worker, before: Control, next: Control) {
  if (before.rev !== world.control.rev) return "refused";
  world.say(
    () =>
      `    control rev ${next.rev}: ${Object.keys(next.entries).join(", ")}${next.filled.length > 0 ? "" : " (not filled)"}`,
  );
  const stored = world.control;
  world.control = next;
  const fault = faultOfPlaces(world, worker, before) ?? onSteered(world, worker, stored, next);
  if (fault !== undefined) violate(world, fault);
  return "applied";
}

function remove(world: World, instanceId: string, mark: string) {
  const { [instanceId]: entry, ...entries } = world.control.entries;
  if (entry?.mark !== mark) return "refused";
  world.say(() => `    control: ${instanceId} goes`);
  world.control = { ...world.control, entries };
  return "applied";
}
