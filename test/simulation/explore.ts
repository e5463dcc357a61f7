import { createHits } from "./hits.ts";
import { defaultLimits, playSchedule, type Result, type Setting } from "./schedule.ts";
import { createRandom, createReplay } from "./tape.ts";
import type { Product } from "./world.ts";
import { allOn, type Switches } from "./world.ts";

/** A schedule that broke an invariant. */
export type Failure = {
  readonly violation: string;
  readonly tape: readonly number[];
  readonly seed: number | undefined;
};

export const settingOf = (product: Product, switches: Switches = allOn): Setting => ({
  product,
  switches,
  hits: createHits(),
  limits: defaultLimits,
});

export type Explored = {
  readonly schedules: number;
  readonly faulted: number;
  readonly adoptedForeign: number;
  readonly failures: readonly Failure[];
};

type Until = { readonly schedules: number; readonly seconds: number; readonly failures: number };

/** Plays seeds one after the other until there are enough schedules, seconds or failures. */
export function explore(setting: Setting, from: number, until: Until): Explored {
  const endMs = performance.now() + until.seconds * 1_000;
  const failures: Failure[] = [];
  let [schedules, faulted, adoptedForeign] = [0, 0, 0];
  while (schedules < until.schedules && failures.length < until.failures && performance.now() < endMs) {
    const seed = from + schedules;
    const result = playSchedule(setting, createRandom(seed));
    schedules++;
    adoptedForeign += result.adoptedForeign;
    if (result.faults > 0) faulted++;
    const [violation] = result.violations;
    if (violation !== undefined) failures.push({ violation, tape: result.tape, seed });
  }
  return { schedules, faulted, adoptedForeign, failures };
}

/** What a violation is, whatever it happened to. */
const kindOf = (violation: string | undefined) => violation?.slice(0, 3);

/** A calmer tape that breaks the same invariant: cut off, then with choices left out or made harmless, one at a time. */
export function shrink(setting: Setting, { tape, violation }: Failure): Failure {
  let best = [...tape];
  let said = violation;
  let tries = 0;
  const fails = (candidate: readonly number[]) => {
    tries++;
    const [found] = playSchedule({ ...setting, hits: createHits() }, createReplay(candidate)).violations;
    if (kindOf(found) !== kindOf(violation) || found === undefined) return false;
    said = found;
    return true;
  };
  best = shortest(best, fails);
  for (let rounds = 0; rounds < 3; rounds++) {
    const before = best.join();
    for (let at = best.length - 1; at >= 0 && tries < maxTries; at--) best = calmer(best, at, fails);
    if (best.join() === before) break;
  }
  return { violation: said, tape: trimmed(best), seed: undefined };
}

const maxTries = 4_000;

/** The tape without as much of its end as it can spare. */
function shortest(tape: number[], fails: (tape: readonly number[]) => boolean): number[] {
  let best = tape;
  for (let size = best.length >> 1; size > 0; size >>= 1)
    while (best.length > size && fails(best.slice(0, -size))) best = best.slice(0, -size);
  return best;
}

/** The tape without the choice at `at`, or with 0 there, if it still fails. */
function calmer(tape: number[], at: number, fails: (tape: readonly number[]) => boolean): number[] {
  const without = [...tape.slice(0, at), ...tape.slice(at + 1)];
  if (at < tape.length && fails(without)) return without;
  const zeroed = tape.with(at, 0);
  return tape[at] !== 0 && fails(zeroed) ? zeroed : tape;
}

const trimmed = (tape: readonly number[]) => tape.slice(0, tape.findLastIndex((choice) => choice !== 0) + 1);

/** Plays a tape again. */
export const replay = (setting: Setting, tape: readonly number[]): Result => playSchedule(setting, createReplay(tape));
