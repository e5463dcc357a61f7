import { minuteMs } from "./cloud.ts";
import { createSteers } from "./control.ts";
import { ownersRules } from "./rules.ts";
import { scopesOfPauses } from "./stops.ts";
import { createWorker, end } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** A person pauses something: until they resume it, or for ten minutes. Or the right to act goes to another stack. */
export function startPause(world: World): void {
  const { tape } = world;
  world.left.stops--;
  const scope = scopesOfPauses[tape.choose(scopesOfPauses.length + 1, "detail", () => scopesOfPauses)];
  if (scope === undefined) giveRight(world, []);
  else pauseOf(world, scope);
}

function pauseOf(world: World, scope: string): void {
  const { tape, product } = world;
  const ends = tape.choose(2, "detail", () => ["until resumed", "for ten minutes"]) === 1;
  begin(world, `pauses ${scope}${ends ? " for ten minutes" : ""}`, async (worker, needs) => {
    const atMs = needs.nowMs();
    const made = { id: worker.name, scope, by: worker.name, why: "look first", atMs };
    await product.addPause(needs, { ...made, ...(ends && { untilMs: atMs + 10 * minuteMs }) });
    if (!world.halts.stops.some(({ id }) => id === worker.name))
      world.violations.push(`stopped: ${worker.name} is told of a pause that there never was`);
  });
}

/** The installer writes down what the stack may send: all of it, or nothing. */
function giveRight(world: World, products: readonly string[]): void {
  const { product } = world;
  begin(world, `may act on: ${products.join(", ") || "nothing"}`, async (_, needs) => {
    await product.giveRight(needs, product.rightFor(products));
  });
}

/** A person lets go all of it, or the first pause alone. Where the right to act is another stack's, it comes back first. */
export function startResume(world: World): void {
  world.left.stops--;
  if (world.control.right.operations.length === 0) giveRight(world, ["ecs", "ens"]);
  else resume(world);
}

function resume(world: World): void {
  const { tape, product, control } = world;
  const [first] = control.pauses;
  const isAll = first === undefined || tape.choose(2, "detail", () => ["all of it", "the first pause"]) === 0;
  begin(world, isAll ? "resumes all of it" : `resumes ${first.id}`, async (worker, needs) => {
    if (isAll) world.halts.saidMs.set(worker.name, world.nowMs);
    const ends = ({ id }: { readonly id: string }) => isAll || id === first.id;
    await product.resume(needs, { ends, letsBreakerGo: isAll, atMs: needs.nowMs() });
  });
}

/** True iff there is something to let go. */
export const isStopped = ({ control: { right, pauses, breaker } }: World) =>
  right.operations.length === 0 || pauses.length > 0 || breaker.tripped !== undefined;

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
