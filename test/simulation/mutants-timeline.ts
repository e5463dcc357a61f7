import { edit, type Mutant, product } from "./mutant.ts";

const timeline = "ledger/timeline.ts";
const line = "ledger/line.ts";
const said = "ledger/said.ts";

/** The timeline of a row: each change has its line, by whom the door knows, and no line changes or goes otherwise. */
export const timelines: readonly Mutant[] = [
  product(
    "look-without-news",
    "a look that changed nothing leaves a line",
    "lineEach",
    edit(
      "ledger/decide-look.ts",
      "return isDeepStrictEqual(next, entry)\n    ? lost",
      "return Number.isNaN(nowMs)\n    ? lost",
    ),
  ),
  product(
    "change-without-line",
    "an attempt that is stored leaves no line",
    "lineEach",
    edit(
      "ledger/decide.ts",
      "recorded(before, decision.next, change, nowMs)",
      'change.kind === "intend" ? decision.next : recorded(before, decision.next, change, nowMs)',
    ),
  ),
  product(
    "beside-without-line",
    "what only waits leaves no line",
    "lineEach",
    edit(timeline, "if (before === next) return [];", "return [];"),
  ),
  product(
    "lapse-without-line",
    "an operation that another one's claim sends back to wait leaves no line",
    "lineEach",
    edit(timeline, "return [...new Set(ids.reverse())].reverse();", "return [...new Set(ids.reverse())].slice(0, 1);"),
  ),
  product(
    "line-overwritten",
    "a new line takes the place of the newest one",
    "lineKept",
    edit(timeline, "const seq = row.seq + 1;", "const seq = Math.max(row.seq, 1);"),
  ),
  product(
    "seq-by-length",
    "a line is numbered by how many there are, so a number comes again after lines have gone",
    "lineKept",
    edit(timeline, "const seq = row.seq + 1;", "const seq = Object.keys(row.timeline).length + 1;"),
  ),
  product(
    "ended-without-lines",
    "the lines of an operation go when it ends",
    "lineKept",
    edit(timeline, "own.slice(-maxLinesOfOutcome)", "own.slice(-1)"),
  ),
  product(
    "newest-lines-go",
    "a full row gives up its newest lines",
    "lineKept",
    edit(timeline, "maxLines = 24", "maxLines = 6"), // few schedules fill 24
    edit(timeline, "lines.slice(-maxLines)", "lines.slice(0, maxLines)"),
  ),
  product(
    "lines-without-end",
    "a row keeps every line",
    "lineBounded",
    edit(timeline, "maxLines = 24", "maxLines = 6"),
    edit(timeline, "lines.length <= maxLines ? row", "true ? row"),
  ),
  product(
    "count-forgotten",
    "what repeats is written over, and not counted",
    "lineKept",
    edit(line, "count + 1", "count"),
  ),
  product(
    "told-twice",
    "each change is told twice",
    "lineEach",
    edit(timeline, "return [...new Set(ids.reverse())].reverse();", "return [...ids, ...ids];"),
  ),
  product(
    "author-of-payload",
    "who acts is taken from what a payload says of itself",
    "lineByWhom",
    edit("middleware/command-from.ts", "actor: invoker,", "actor,"),
  ),
  product(
    "reconcile-by-asker",
    "what reconciliation does goes under the name of whoever asked",
    "lineByWhom",
    edit(said, 'return "reconcile";', 'return current?.actor ?? "reconcile";'),
  ),
  product(
    "unknown-is-accepted",
    "a send without an answer is told as accepted",
    "lineTruth",
    edit(said, 'return { what: "unknown", why: result.cause };', 'return { what: "accepted", why: result.cause };'),
  ),
];
