import { grammarRows } from "../chat/grammar/rows.ts";
import { table } from "./table.ts";

/** What can be said to a bot, for people. */
export function grammarTable(): string {
  const [head = [], ...rows] = grammarRows();
  return table(head, rows);
}
