import Table from "cli-table3";
import { plain, type Show } from "./show.ts";

const nothing = "";
const bare = {
  ...{ top: nothing, "top-mid": nothing, "top-left": nothing, "top-right": nothing },
  ...{ bottom: nothing, "bottom-mid": nothing, "bottom-left": nothing, "bottom-right": nothing },
  ...{ left: nothing, "left-mid": nothing, mid: nothing, "mid-mid": nothing, right: nothing, "right-mid": nothing },
  middle: "  ",
};

/** A table without lines. Columns in which no row has anything are left out; without rows it says so. */
export function columns(
  head: readonly string[],
  rows: readonly (readonly (string | number | undefined)[])[],
  { paint }: Show,
): string {
  if (rows.length === 0) return paint.dim("none");
  const kept = head.map((_, column) => rows.some((row) => row[column] !== undefined && row[column] !== ""));
  const keep = <T>(cells: readonly T[]) => cells.filter((_, column) => kept[column]);
  const table = new Table({
    head: keep(head).map((cell) => paint.dim(cell)),
    chars: bare,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
  });
  table.push(...rows.map((row) => keep(head.map((_, column) => plain(String(row[column] ?? ""))))));
  return trimmed(table.toString());
}

/** A line ends with its last word. */
const trimmed = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
