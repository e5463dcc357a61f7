import { minuteMs } from "./cloud.ts";
import { createSteers } from "./control.ts";
import { ownersRules } from "./rules.ts";
import { scopesOfPauses } from "./stops.ts";
import { createWorker, end } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** A person pauses something: until they resume it, or for ten minutes. */
export function startPause(world: World): void {
  const { tape, product } = world;
  world.left.stops--;
  const scope = scopesOfPauses[tape.choose(scopesOfPauses.length, "detail", () => scopesOfPauses)] ?? "all";
  const ends = tape.choose(2, "detail", () => ["until resumed", "for ten minutes"]) === 1;
  begin(world, `pauses ${scope}${ends ? " for ten minutes" : ""}`, async (worker, needs) => {
    const atMs = needs.nowMs();
    const made = { id: worker.name, scope, by: worker.name, why: "look first", atMs };
    await product.addPause(needs, { ...made, ...(ends && { untilMs: atMs + 10 * minuteMs }) });
    if (!world.halts.stops.some(({ id }) => id === worker.name))
      world.violations.push(`stopped: ${worker.name} is told of a pause that there never was`);
  });
}

/** A person lets go all of it, or the first pause alone. */
export function startResume(world: World): void {
  const { tape, product, control } = world;
  world.left.stops--;
  const [first] = control.pauses;
  const isAll = first === undefined || tape.choose(2, "detail", () => ["all of it", "the first pause"]) === 0;
  begin(world, isAll ? "resumes all of it" : `resumes ${first.id}`, async (worker, needs) => {
    if (isAll) world.halts.saidMs.set(worker.name, world.nowMs);
    const ends = ({ id }: { readonly id: string }) => isAll || id === first.id;
    await product.resume(needs, { ends, letsBreakerGo: isAll, atMs: needs.nowMs() });
  });
}

/** True iff there is something to let go. */
export const isStopped = ({ control: { pauses, breaker } }: World) =>
  pauses.length > 0 || breaker.tripped !== undefined;

type Needs = Parameters<World["product"]["addPause"]>[0];

function begin(world: World, what: string, act: (worker: Worker, needs: Needs) => Promise<void>): void {
  const worker = createWorker(world, "person");
  world.say(() => `${worker.name}  ${what}`);
  const { control, readControl } = createSteers(world, worker, ownersRules);
  const nowMs = () => world.nowMs + worker.skewMs;
  const needs = { control: { ...control, readControl }, nowMs, pause: () => Promise.resolve() };
  act(worker, needs).then(
    () => end(world, worker, () => world.say(() => `${worker.name}  ${what}: done`)),
    (error: unknown) =>
      end(world, worker, () => {
        world.say(() => `${worker.name}  gives up: ${String(error)}`);
        if (error instanceof world.product.StoreUnknown || error instanceof world.product.OpError) return;
        world.violations.push(`unexpected: a stop failed: ${String(error)}`);
      }),
  );
}
