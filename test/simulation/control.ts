import type { Control, ControlStore } from "../../shared/control/control.ts";
import type { Steering } from "../../shared/control/steering.ts";
import type { EventRule } from "../acting-by.ts";
import { violate } from "./invariants.ts";
import { faultOfPlaces } from "./places.ts";
import { callPort } from "./port.ts";
import { steeringBy } from "./rules.ts";
import type { Worker, World } from "./world.ts";

/** What steers one worker: the policy as it is now, and the control row as it reads it. */
export function createSteers(world: World, worker: Worker, rules: readonly EventRule[]) {
  const { product } = world;
  const lost = (): never => {
    throw new product.StoreUnknown("the model gave no answer");
  };
  const nowMs = () => world.nowMs + worker.skewMs;
  const readControl = () => callPort(world, worker, ["readControl", "read"], { arrive: () => world.control, lost });
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
      control: row,
    };
  };
  return { steering, control };
}

/** The limits of the policy that a control row names. */
const limitsAt = ({ limited }: World, { policy }: Control) =>
  limited.findLast(({ sinceMs }) => sinceMs <= (policy?.atMs ?? 0))?.limits ?? [];

function write(world: World, worker: Worker, before: Control, next: Control) {
  if (before.rev !== world.control.rev) return "refused";
  world.say(
    () =>
      `    control rev ${next.rev}: ${Object.keys(next.entries).join(", ")}${next.filled.length > 0 ? "" : " (not filled)"}`,
  );
  world.control = next;
  const fault = faultOfPlaces(world, worker, before);
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
