import { firstNotices, type NoticesRow, noticesSchema } from "../control/notices-row.ts";
import type { Columns } from "./columns.ts";

/** The row `notices` as columns. Each write has all of them: there is one writer at a time. */
export const noticesColumns = ({ rev, leaseUntilMs, givenUp, ...rest }: NoticesRow): Columns => ({
  ...{ rev, leaseUntilMs, givenUp },
  state: JSON.stringify(rest),
});

/** The row from its columns. One that is torn tells everything once more: its counter alone is kept. */
export function noticesOf(columns: Columns | undefined): NoticesRow | undefined {
  if (columns === undefined) return undefined;
  const { state, ...rest } = columns;
  const parsed = noticesSchema.safeParse({ ...stateIn(state), ...rest });
  return parsed.success ? parsed.data : { ...firstNotices, rev: Number(columns["rev"]) || 0 };
}

function stateIn(state: unknown): object {
  try {
    return Object(JSON.parse(String(state)));
  } catch {
    return {};
  }
}
