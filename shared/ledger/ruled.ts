import type { OperationChange, Ruled } from "./change.ts";
import type { Current, InstanceRow } from "./row.ts";

/** The operation under the rule that decides about it now. The same rule once more leaves it as it is. */
export function ruledBy<T extends Pick<Current, "plan">>(stored: T, ruled: Ruled | undefined): T {
  const isSame = ruled?.policy === stored.plan?.policy && ruled?.rule === stored.plan?.rule;
  return ruled === undefined || isSame ? stored : { ...stored, plan: { ...ruled, counted: [] } };
}

/** The row in which the claimed operation stands under the rule that its attempt went by, however the attempt ends. */
export function ruledFor(row: InstanceRow, change: OperationChange): InstanceRow {
  const ruled = change.kind === "intend" || change.kind === "giveBack" ? change.ruled : undefined;
  return row.current === undefined || ruled === undefined ? row : { ...row, current: ruledBy(row.current, ruled) };
}
