import type { Control, ControlStore } from "../../shared/control/control.ts";
import type { Steering } from "../../shared/control/steering.ts";
import type { Entry } from "../../shared/guards/limits.ts";
import type { EventRule } from "../acting-by.ts";
import { faultOfHandOver } from "./handed.ts";
import { faultOfFreed } from "./hooks.ts";
import { violate } from "./invariants.ts";
import { limitsAt } from "./limited.ts";
import { faultOfPlaces } from "./places.ts";
import { callPort } from "./port.ts";
import { steeringBy } from "./rules.ts";
import { onSteered, stormLimit } from "./stops.ts";
import type { Worker, World } from "./world.ts";

/** What steers one worker: the policy as it is now, and the control row as it reads it. */
export function createSteers(world: World, worker: Worker, rules: readonly EventRule[]) {
  const lost = (): never => {
    worker.isDisturbed = true;
    throw new world.product.StoreUnknown("the model gave no answer");
  };
  const nowMs = () => world.nowMs + worker.skewMs;
  const readControl = () =>
    callPort(world, worker, ["readControl", "read"], { arrive: () => read(world, worker), lost });
  const control: Pick<ControlStore, "writeControl" | "takeUp" | "removeEntry"> = {
    writeControl: (before, next) =>
      callPort(world, worker, ["writeControl", "write"], { arrive: () => write(world, worker, before, next), lost }),
    takeUp: (instanceId, mark, entry) =>
      callPort(world, worker, ["writeControl", "write"], {
        arrive: () => takeUp(world, worker, instanceId, mark, entry),
        lost,
      }),
    removeEntry: (instanceId, mark) =>
      callPort(world, worker, ["removeEntry", "write"], {
        arrive: () => remove(world, worker, instanceId, mark),
        lost,
      }),
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

function read(world: World, worker: Worker): Control {
  const { control, controlIs, product } = world;
  if (controlIs !== "there") throw new product.ControlUnreadable(`the row is ${controlIs}`);
  worker.steeredBy = control;
  return control;
}

/** A write names the columns that it changes: what others have freed meanwhile stays free. */
function write(world: World, worker: Worker, before: Control, next: Control) {
  const { control: stored, controlIs } = world;
  if (controlIs === "missing" || before.rev !== stored.rev) {
    worker.isDisturbed = true;
    return "refused";
  }
  world.say(
    () =>
      `    control rev ${next.rev}: ${Object.keys(next.entries).join(", ")}${next.filled.length > 0 ? "" : " (not filled)"}`,
  );
  world.control = {
    ...next,
    entries: changed(stored.entries, before.entries, next.entries),
    hour: changed(stored.hour, before.hour, next.hour),
  };
  const fault =
    faultOfPlaces(world, worker, stored) ??
    faultOfHandOver(world, worker, stored) ??
    onSteered(world, worker, stored, world.control);
  if (fault !== undefined) violate(world, fault);
  return "applied";
}

/** What is stored, with what has changed between a read and what is written. */
function changed<T>(
  stored: Readonly<Record<string, T>>,
  before: Readonly<Record<string, T>>,
  next: Readonly<Record<string, T>>,
): Readonly<Record<string, T>> {
  if (stored === before) return next;
  const gone = Object.keys(before).filter((name) => next[name] === undefined);
  const put = Object.entries(next).filter(([name, value]) => before[name] !== value);
  const kept = Object.entries(stored).filter(([name]) => !gone.includes(name));
  return Object.fromEntries([...kept, ...put]);
}

/** It names its own entry, whatever else has changed, and makes the row another one for who rests on the whole. */
function takeUp(world: World, worker: Worker, instanceId: string, mark: string, entry: Entry) {
  const { control: stored, controlIs, switches } = world;
  if (controlIs === "missing" || stored.entries[instanceId]?.mark !== mark) {
    worker.isDisturbed = true;
    return "refused";
  }
  const rev = stored.rev + Number(switches.takenUpGrows);
  world.say(() => `    control rev ${rev}: ${instanceId} has its place again`);
  world.control = { ...stored, rev, entries: { ...stored.entries, [instanceId]: entry } };
  const fault = faultOfPlaces(world, worker, stored) ?? onSteered(world, worker, stored, world.control);
  if (fault !== undefined) violate(world, fault);
  return "applied";
}

function remove(world: World, worker: Worker, instanceId: string, mark: string) {
  const { control: stored, controlIs } = world;
  const { [instanceId]: entry, ...entries } = stored.entries;
  if (controlIs === "missing" || entry?.mark !== mark) return "refused";
  world.say(() => `    control: ${instanceId} goes`);
  world.control = { ...stored, entries };
  const current = world.table.rows.get(instanceId)?.row.current;
  const fault = faultOfFreed(world, worker.name, instanceId, current) ?? faultOfHandOver(world, worker, stored);
  if (fault !== undefined) violate(world, fault);
  return "applied";
}
