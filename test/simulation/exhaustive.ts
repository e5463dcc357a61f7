import { createHash } from "node:crypto";
import { liveRequests } from "./cloud.ts";
import { playSchedule, type Setting } from "./schedule.ts";
import type { Scope } from "./scopes.ts";
import { createOdometer, createScript } from "./tape.ts";
import { withoutLines } from "./timeline-lines.ts";
import type { World } from "./world.ts";

/** What came of the search of a scope. */
export type Searched = {
  readonly name: string;
  readonly complete: boolean;
  readonly schedules: number;
  readonly states: number;
  readonly violations: readonly { readonly violation: string; readonly tape: readonly number[] }[];
};

/** Every choice tape of a scope, one after the other like an odometer; what leads into a known state is cut there. */
export function search(setting: Setting, { name, begin = [], ...given }: Scope, seconds: number): Searched {
  const endMs = performance.now() + seconds * 1_000;
  const known = new Set<string>();
  const violations: { violation: string; tape: readonly number[] }[] = [];
  const first = begun({ ...setting, ...given }, begin);
  let tape = [...first];
  let schedules = 0;
  for (;;) {
    const recorder = createOdometer(tape);
    const newFrom = tape.length;
    const seen = (world: World) => {
      if (recorder.taken.length < newFrom) return false;
      const state = hashOf(world);
      if (known.has(state)) return true;
      known.add(state);
      return false;
    };
    const result = playSchedule({ ...setting, ...given, seen }, recorder);
    schedules++;
    const [violation] = result.violations;
    if (violation !== undefined) violations.push({ violation, tape: [...result.tape] });
    const next = following(result.tape, result.counts, first.length);
    const enough = violations.length >= 5 || performance.now() > endMs;
    if (next === undefined || enough)
      return { name, complete: next === undefined, schedules, states: known.size, violations };
    tape = next;
  }
}

/** The choices up to the end of a script. Throws if a line of it does not fit. */
function begun(setting: Setting, lines: readonly string[]): readonly number[] {
  if (lines.length === 0) return [];
  const script = createScript(lines);
  const { tape } = playSchedule({ ...setting, seen: () => script.rest().length === 0 }, script);
  if (script.rest().length > 0) throw new Error(`It does not begin with ${script.rest().join(", ")}`);
  return tape;
}

/** The next tape in order; the setup and the beginning are left as they are. */
function following(tape: readonly number[], counts: readonly number[], from: number): number[] | undefined {
  for (let at = tape.length - 1; at >= from; at--) {
    const choice = (tape[at] ?? 0) + 1;
    if (choice < (counts[at] ?? 0)) return [...tape.slice(0, at), choice];
  }
  return undefined;
}

/**
 * A state by what can still matter: rows, cloud, queue, what is under way, and what each worker was told so far, which
 * decides what it does next.
 */
function hashOf(world: World): string {
  const { table, cloud } = world;
  const state = [
    world.nowMs,
    [...table.rows],
    [...table.tokens],
    table.staleIndex,
    [world.control, world.controlIs, world.lossesLeft, world.limitsToCome.length],
    cloud.effects,
    [...cloud.nonces],
    liveRequests(cloud, world.nowMs).map(({ pin }) => pin.nonce),
    [...cloud.events.keys()],
    world.workers.map(({ name, told, skewMs }) => [name, told, skewMs]).sort(),
    world.pending.map(({ worker, point }) => `${worker.name} ${point}`).sort(),
    world.late.map(({ point, from }) => `${from} ${point}`).sort(),
    world.queue.map(({ label, retriesLeft }) => `${label} ${retriesLeft}`).sort(),
    [...world.taskIds],
    [world.modes, world.history.said, [...world.hooked.ready], [...world.hooked.drained]],
    [world.faultsLeft, world.unreadableUntilMs, ...Object.values(world.left)],
  ];
  return createHash("sha1").update(JSON.stringify(state, withoutLines)).digest("base64");
}
