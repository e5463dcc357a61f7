import type { Change } from "./change.ts";
import { decide } from "./decide.ts";
import { type Patience, patiently } from "./patience.ts";
import type { InstanceRow } from "./row.ts";
import type { Standing } from "./standing.ts";
import { type Store, StoreUnknown, type Written } from "./store.ts";

/** How often a change is decided while other invocations write the same row. Each time the row is read again. */
const maxDecisions = 8;

type Needs = Patience & { readonly store: Store };

/**
 * Decides and writes until the row is as wanted, or returns how the row stands instead. Each write is conditional on
 * the version that was read, so it overwrites nothing that another invocation wrote meanwhile. A busy store is asked
 * again until `untilMs`. Throws `StoreUnknown`.
 */
export async function advance(
  needs: Needs,
  instanceId: string,
  read: InstanceRow | undefined,
  change: Change,
  untilMs: number,
): Promise<{ readonly row: InstanceRow | undefined; readonly standing?: Standing | undefined }> {
  let row = read;
  for (let decisions = 1; decisions <= maxDecisions; decisions++) {
    const decision = decide(row, change, needs.nowMs());
    if (decision.kind === "answer") return { row, standing: decision.standing };
    if ((await commit(needs, instanceId, row, decision.next, untilMs)) === "applied")
      return { row: decision.next, standing: decision.standing };
    if (decisions > 1) await needs.pause(2 ** decisions); // random, or two writers that met would meet again
    row = await patiently(needs, untilMs, () => needs.store.readInstance(instanceId, "once"));
  }
  throw new StoreUnknown(`${instanceId} is being written too often`);
}

/**
 * One write, repeated while its answer is lost. A repetition may be refused because the first try was applied after
 * all. So the row is read: its epoch and owner tell whether the write is ours. A write that only grows `beside` has no
 * owner of its own. It is decided anew, and then finds the row as wanted.
 */
const commit = (
  needs: Needs,
  instanceId: string,
  before: InstanceRow | undefined,
  next: InstanceRow,
  untilMs: number,
): Promise<Written> =>
  patiently(needs, untilMs, async (isRepeated) => {
    const written = await needs.store.writeInstance(instanceId, before, next);
    if (written === "applied" || !isRepeated || next.epoch === (before?.epoch ?? 0)) return written;
    return (await isOurs(needs.store, instanceId, next)) ? "applied" : "refused";
  });

/** True iff this invocation made this very write: an earlier one of its own for the same epoch may have arrived late. */
async function isOurs(store: Store, instanceId: string, { epoch, owner, current }: InstanceRow): Promise<boolean> {
  const row = await store.readInstance(instanceId);
  const isAsWritten = row?.current?.progress.state === current?.progress.state;
  return row?.epoch === epoch && row.owner === owner && isAsWritten;
}
