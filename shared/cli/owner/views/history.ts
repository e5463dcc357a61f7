import * as z from "zod";
import { columns } from "../columns.ts";
import { viewOf } from "../view.ts";
import { moreWords } from "./more.ts";
import { versionSchema } from "./versions.ts";

const counted = z.int().default(0);

const historySchema = z.object({
  Versions: z.array(
    versionSchema.extend({
      Decisions: z.object({ Acted: counted, WouldHaveActed: counted, Asked: counted, LeftAlone: counted }).optional(),
    }),
  ),
  NextPage: z.string().optional(),
});

export const viewHistory = viewOf(historySchema, ({ Versions, NextPage }, show) => {
  const rows = Versions.map(({ Serial, Hash, By, Why, AppliedAt, Decisions }) => [
    ...[Serial, Hash.slice(0, 12), show.when(AppliedAt), By, Why],
    ...[Decisions?.Acted, Decisions?.WouldHaveActed, Decisions?.Asked, Decisions?.LeftAlone],
  ]);
  const head = ["policy", "hash", "applied", "by", "why", "acted", "would have acted", "asked", "left alone"];
  return columns(head, rows, show) + moreWords("policy history", NextPage);
});
