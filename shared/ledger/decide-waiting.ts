import type { WaitingChange } from "./change.ts";
import { isStale } from "./decide-attempt.ts";
import { decideLook } from "./decide-look.ts";
import { decideWord, startNext } from "./decide-word.ts";
import { isExpired, withExpired } from "./expired.ts";
import type { InstanceRow } from "./row.ts";
import { isBegun } from "./runbook.ts";
import type { Decision } from "./standing.ts";
import { lost, write } from "./write.ts";

/** Changes an operation of which nothing can take effect: because of its age, a look, or a person. */
export function decideWaiting(row: InstanceRow, change: WaitingChange, nowMs: number): Decision {
  switch (change.kind) {
    case "expire":
      return expire(row, change, nowMs);
    case "look":
      return decideLook(row, change, nowMs);
    default:
      return decideWord(row, change, nowMs);
  }
}

type Expire = Extract<WaitingChange, { kind: "expire" }>;

/**
 * Ends what is too old: a question that nobody answered, a call whose life is over, or 30 days of tries. If the
 * instance was stopped for it, the instance is started first.
 */
function expire(row: InstanceRow, { operationId, owner }: Expire, nowMs: number): Decision {
  const entry = row.waiting[operationId];
  if (entry !== undefined && isExpired(entry, nowMs)) return write(row, owner, withExpired(row, entry, nowMs), nowMs);
  const { current } = row;
  const isLate =
    current?.operationId === operationId && current.progress.state === "Waiting" && isStale(current, nowMs);
  if (current === undefined || !isLate || !isBegun(current.runbook)) return lost;
  return write(row, owner, { ...row, current: startNext(current, { state: "Expired" }, nowMs) }, nowMs);
}
