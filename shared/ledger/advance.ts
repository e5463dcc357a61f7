import type { Change } from "./change.ts";
import { decide } from "./decide.ts";
import { type Patience, patiently } from "./patience.ts";
import type { InstanceRow } from "./row.ts";
import type { Standing } from "./standing.ts";
import { type Store, StoreUnknown, type Written } from "./store.ts";

/** How often a write is tried again when others write the same row; each try re-reads and decides anew. */
const maxDecisions = 8;

type Needs = Patience & { readonly store: Store };

/**
 * Decides and writes until the row is as wanted or says why not. The row that was read is the write's condition. A store
 * that is busy is asked again until `untilMs`. Throws `StoreUnknown`.
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
    if (decisions > 1) await needs.pause(2 ** decisions); // writers that met once meet again, unless they scatter
    row = await patiently(needs, untilMs, () => needs.store.readInstance(instanceId));
  }
  throw new StoreUnknown(`${instanceId} is being written too often`);
}

/**
 * One write, repeated as it is while its answer is lost. Refused after that, it may have been applied the first time: the
 * row tells. A write beside the current operation has no owner to tell it by; decided anew, it finds what it wanted.
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

/** True iff the row is the very version that this invocation wrote: epoch and owner together are unique. */
async function isOurs(store: Store, instanceId: string, { epoch, owner }: InstanceRow): Promise<boolean> {
  const row = await store.readInstance(instanceId);
  return row?.epoch === epoch && row.owner === owner;
}
