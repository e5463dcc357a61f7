import type { Answers, Jobs } from "./player.ts";
import { playAll } from "./players.ts";

/** A stretch of seeds, and when to begin no more of it: after so many seconds, or so many failures. */
export type Stretch = {
  readonly from: number;
  readonly schedules: number;
  readonly seconds: number;
  readonly failures: number;
  readonly workers: number;
};

type Played = Answers["seeds"];

/** Seeds of one job: some tenths of a second, so that all players end together. */
const atOnce = 100;

/** Plays a stretch of seeds, shared among workers, and tells `onProgress` how many are done. Whatever their number, the same seeds are played. */
export async function playSeeds(stretch: Stretch, onProgress: (schedules: number) => void): Promise<Played> {
  const { from, schedules, failures, seconds, workers } = stretch;
  const endMs = performance.now() + seconds * 1_000;
  let [done, failed] = [0, 0];
  function* jobs(): Generator<Jobs["seeds"]> {
    for (let at = 0; at < schedules && failed < failures && performance.now() < endMs; at += atOnce)
      yield { kind: "seeds", from: from + at, schedules: Math.min(atOnce, schedules - at) };
  }
  const answers = await playAll<"seeds">(jobs(), workers, (answer) => {
    done += answer.schedules;
    failed += answer.failures.length;
    onProgress(done);
  });
  return answers.reduce(together, { schedules: 0, faulted: 0, adoptedForeign: 0, failures: [], hits: {} });
}

const together = (all: Played, one: Played): Played => ({
  schedules: all.schedules + one.schedules,
  faulted: all.faulted + one.faulted,
  adoptedForeign: all.adoptedForeign + one.adoptedForeign,
  failures: [...all.failures, ...one.failures],
  hits: added(all.hits, one.hits),
});

function added(all: Played["hits"], one: Played["hits"]): Played["hits"] {
  const sums = { ...all };
  for (const [fault, points] of Object.entries(one)) {
    const row = { ...sums[fault] };
    for (const [point, count] of Object.entries(points)) row[point] = (row[point] ?? 0) + count;
    sums[fault] = row;
  }
  return sums;
}
