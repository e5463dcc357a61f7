import type { OperationChange, Ruled } from "./change.ts";
import type { Current, InstanceRow } from "./row.ts";

/** The operation under the rule that decides about it now, and for its reason. The same rule once more leaves it as it is. */
export function ruledBy<T extends Pick<Current, "plan" | "reason">>(stored: T, ruled: Ruled | undefined): T {
  const isSame = ruled?.policy === stored.plan?.policy && ruled?.rule === stored.plan?.rule;
  if (ruled === undefined || isSame) return stored;
  const { policy, rule, why = stored.reason } = ruled;
  return { ...stored, reason: why, plan: { policy, rule, counted: [] } };
}

/** The row in which the claimed operation stands under the rule that its attempt went by, however the attempt ends. */
export function ruledFor(row: InstanceRow, change: OperationChange): InstanceRow {
  const ruled = change.kind === "intend" || change.kind === "giveBack" ? change.ruled : undefined;
  return row.current === undefined || ruled === undefined ? row : { ...row, current: ruledBy(row.current, ruled) };
}
