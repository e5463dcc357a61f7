import * as z from "zod";
import { plain, type Show } from "../show.ts";
import { viewOf } from "../view.ts";
import { versionSchema, versionWords } from "./versions.ts";
import { warningWords } from "./warnings.ts";

/** What an apply or rollback would do, or did. */
export const appliedSchema = z.object({
  Policy: versionSchema.partial().optional(),
  Before: versionSchema.optional(),
  Diff: z
    .array(z.object({ Path: z.string(), Before: z.unknown().optional(), After: z.unknown().optional() }))
    .default([]),
  Starts: z.int(),
  Ends: z.int(),
  AsksAgain: z.int(),
  /** A line for each of the first. */
  StartsOf: z.array(z.string()).default([]),
  Warnings: z.array(z.string()).default([]),
});

export type Applied = z.output<typeof appliedSchema>;

/** What it would do, before it does. */
export const viewPreview = viewOf(appliedSchema, (preview, show) =>
  [`In force: ${versionWords(preview.Before, show)}`, diffWords(preview, show), ...consequences(preview, show)].join(
    "\n",
  ),
);

/** What it did. */
export const viewApplied = viewOf(appliedSchema, ({ Policy, Starts }, show) => {
  const { data } = versionSchema.safeParse(Policy);
  const started = Starts === 0 ? "" : ` ${eventsOf(Starts)} start within two minutes.`;
  return `Applied: ${data === undefined ? "it is in force" : versionWords(data, show)}. It counts from the next attempt on.${started}`;
});

function diffWords({ Diff }: Applied, show: Show): string {
  const { paint } = show;
  if (Diff.length === 0) return paint.dim("Nothing in it differs.");
  const lines = Diff.map(({ Path, Before, After }) =>
    [
      plain(Path),
      ...(Before === undefined ? [] : [paint.red(`  - ${written(Before)}`)]),
      ...(After === undefined ? [] : [paint.green(`  + ${written(After)}`)]),
    ].join("\n"),
  );
  return lines.join("\n");
}

const written = (value: unknown) => plain(typeof value === "string" ? value : JSON.stringify(value));
const eventsOf = (count: number) => (count === 1 ? "1 pending event" : `${count} pending events`);

function consequences({ Starts, Ends, AsksAgain, StartsOf, Warnings }: Applied, show: Show): readonly string[] {
  const { paint } = show;
  const ids = StartsOf.length < Starts ? [...StartsOf, "…"] : StartsOf;
  return [
    ...(Starts === 0
      ? ["No pending event would start."]
      : [
          paint.yellow(
            `${eventsOf(Starts)} fall${Starts === 1 ? "s" : ""} under rules that now act:${ids.map((line) => `\n  ${plain(line)}`).join("")}`,
          ),
        ]),
    ...(Ends === 0 ? [] : [`${Ends} waiting plan${Ends === 1 ? "" : "s"} would end.`]),
    ...(AsksAgain === 0 ? [] : [`Up to ${AsksAgain} would wait for a person's yes.`]),
    ...warningWords(Warnings, show),
  ];
}
