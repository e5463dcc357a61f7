import * as z from "zod";
import { wordAnswer } from "../../../console/word.ts";
import { columns } from "../columns.ts";
import type { Show } from "../show.ts";
import { viewOf } from "../view.ts";
import { standingSchema } from "./standing.ts";

const wordSchema = z.object(wordAnswer.shape);
type Word = z.output<typeof wordSchema>;

/** What came of a person's word. */
export const viewWord = viewOf(wordSchema, wordsOf);

function wordsOf({ OperationId, State, ApprovedBy = [], Needs = 1, PostponedUntil }: Word, show: Show): string {
  const yeses = ApprovedBy.length === 0 ? [] : [`approved by ${ApprovedBy.join(", ")} (${Needs} needed)`];
  const later = PostponedUntil === undefined ? [] : [`not before ${show.when(PostponedUntil)}`];
  return [`${OperationId}: ${State}`, ...yeses, ...later].join(", ");
}

const approvedSchema = z.object({
  Approved: z.array(wordSchema),
  Closed: z.array(z.object({ OperationId: z.string(), Code: z.string(), Message: z.string() })),
});

export const viewApproved = viewOf(approvedSchema, ({ Approved, Closed }, show) =>
  [...Approved.map((word) => wordsOf(word, show)), ...Closed.map(({ Code, Message }) => `${Code}: ${Message}`)].join(
    "\n",
  ),
);

const asksSchema = z.object({
  Asks: z.array(standingSchema),
  Set: z.string().optional(),
  InSet: z.int(),
  IsWhole: z.boolean(),
});

/** What people are asked, with what is lost and who has said yes; and how all of it is approved. */
export const viewAsks = viewOf(asksSchema, ({ Asks, Set: set, InSet, IsWhole }, show) => {
  if (Asks.length === 0) return "Nobody is asked anything.";
  const rows = Asks.map((each) => [
    ...[each.OperationId, each.Ask, each.InstanceId, each.Operation],
    [...(each.Losses ?? []), ...(each.Disks ?? [])].join(" ") || "nothing",
    `${each.ApprovedBy?.length ?? 0} of ${each.Needs ?? 1}`,
    each.Until && show.when(each.Until),
  ]);
  const table = columns(["operation", "ask", "instance", "what", "loses", "yes", "until"], rows, show);
  const all =
    set === undefined ? [] : [`All ${InSet} that may be approved at once: redeploy-once approve --set ${set}`];
  const more = IsWhole ? [] : ["There are more: approve some, and look again."];
  return [table, ...all, ...more].join("\n");
});
