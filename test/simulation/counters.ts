import type { CountRow, RunStore } from "../../shared/control/run-store.ts";
import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { Written } from "../../shared/ledger/store.ts";
import { violate } from "./invariants.ts";
import { createNoticesStore } from "./notices.ts";
import { callPort } from "./port.ts";
import type { Worker, World } from "./world.ts";

/** What one run writes for people. That it ran and what is pending nobody acts by: there nothing goes wrong. */
export function createRuns(world: World, worker: Worker): RunStore {
  const { rows } = world.counters;
  const lost = (): never => {
    throw new world.product.StoreUnknown("the model gave no answer");
  };
  return {
    readRun: async () => world.said,
    writeRun: async (run) => {
      world.said = run;
    },
    writePage: async () => undefined,
    ...createNoticesStore(world, worker),
    readCount: (day, policy) =>
      callPort(world, worker, ["readCount", "read"], { arrive: () => rows.get(`${day} ${policy}`), lost }),
    writeCount: (day, policy, before, next) =>
      callPort(world, worker, ["writeCount", "write"], {
        arrive: () => writeCount(world, worker, `${day} ${policy}`, before, next),
        lost,
      }),
  };
}

function writeCount(world: World, worker: Worker, key: string, before: CountRow | undefined, next: CountRow): Written {
  const { rows } = world.counters;
  if (rows.get(key)?.rev !== before?.rev) return "refused";
  rows.set(key, next);
  for (const [name, count] of countedIn(key, next))
    if (count > (world.counters.decided.get(name) ?? 0))
      violate(world, `C: ${worker.name} counts ${name} ${count} times`);
  return "applied";
}

const whats = ["seen", "acted", "wouldHaveActed", "asked", "leftAlone", "tooLate"] as const;

const countedIn = (key: string, { rules }: CountRow): readonly (readonly [name: string, count: number])[] =>
  rules.flatMap((count) => whats.map((what) => [`${key} ${count.rule} ${what.toLowerCase()}`, count[what]] as const));

/** C: when all has come to rest each decision has been counted, but for what a row gave up, and none is kept for ever. */
export function checkCounters(world: World): void {
  const { rows, decided, givenUp } = world.counters;
  if (!world.finds) return;
  const counted = new Map([...rows].flatMap(([key, row]) => countedIn(key, row)));
  for (const [name, count] of decided)
    if ((counted.get(name) ?? 0) < count - (givenUp.get(name) ?? 0))
      violate(world, `C: ${name} was decided ${count} times, and counted ${counted.get(name) ?? 0} times`);
  for (const [instanceId, { row }] of world.table.rows)
    if (isUncounted(world, row)) violate(world, `C: ${instanceId} keeps decisions that are not counted`);
}

/** True iff a row has decisions that a run should count. */
export const isUncounted = ({ finds }: World, row: InstanceRow | undefined) =>
  finds && Object.keys(row?.tally ?? {}).length > 0;
