import { decide } from "./decide.ts";
import type { Request, Standing } from "./request.ts";
import type { InstanceRow } from "./row.ts";
import { type Store, StoreUnknown, type Written } from "./store.ts";

/** How often a write is tried again when others write the same row; each try re-reads and decides anew. */
export const maxDecisions = 8;
/** Decides and writes until the row is as wanted or says why not. The row that was read is the write's condition. */
export async function advance(
  needs: { readonly store: Store; readonly nowMs: () => number },
  instanceId: string,
  read: InstanceRow | undefined,
  request: Request,
): Promise<{ readonly row: InstanceRow | undefined; readonly standing?: Standing | undefined }> {
  let row = read;
  for (let decisions = 0; decisions < maxDecisions; decisions++) {
    const decision = decide(row, request, needs.nowMs());
    if (decision.do === "answer") return { row, standing: decision.standing };
    if ((await commit(needs.store, instanceId, row, decision.next)) === "applied")
      return { row: decision.next, standing: decision.standing };
    row = await needs.store.readInstance(instanceId);
  }
  throw new StoreUnknown(`${instanceId} is being written too often`);
}

/** A write whose answer was lost is repeated as it was; a refusal then may mean that the first one was applied. */
const maxWrites = 3;

async function commit(
  store: Store,
  instanceId: string,
  before: InstanceRow | undefined,
  next: InstanceRow,
): Promise<Written> {
  let lost: StoreUnknown | undefined;
  for (let writes = 0; writes < maxWrites; writes++) {
    try {
      const written = await store.writeInstance(instanceId, before, next);
      if (written === "applied" || lost === undefined) return written;
      return (await isOurs(store, instanceId, next)) ? "applied" : "refused";
    } catch (error) {
      lost = unknownOnly(error);
    }
  }
  throw lost;
}

/** True iff the row is the very version that this invocation wrote: epoch and owner together are unique. */
async function isOurs(store: Store, instanceId: string, { epoch, owner }: InstanceRow): Promise<boolean> {
  const row = await store.readInstance(instanceId);
  return row?.epoch === epoch && row.owner === owner;
}

/** Lets only a lost answer pass as one; any other error goes on. */
export function unknownOnly(error: unknown): StoreUnknown {
  if (error instanceof StoreUnknown) return error;
  throw error;
}
