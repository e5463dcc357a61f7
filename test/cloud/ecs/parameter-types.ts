import * as z from "zod";

/** `true` or `false`, as text. */
export const booleanText = z.enum(["true", "false"]).transform((text) => text === "true");

const json = z.string().transform((text, context) => {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    context.addIssue("not JSON");
    return z.NEVER;
  }
});

/** A JSON list of texts. */
export const jsonListText = json.pipe(z.array(z.string()));

/** A JSON list of up to 100 texts, as `DescribeInstances` takes its instance ids. */
export const jsonHundredText = json.pipe(z.array(z.string()).max(100));

/** Texts joined by commas. */
export const commaListText = z.string().transform((text) => text.split(","));

/** `Name.1`, `Name.2`, …: up to `max` texts. */
export const repeatList = (max: number) => z.array(z.string()).max(max);

/** ISO 8601 in UTC, with or without seconds; becomes epoch milliseconds. */
export const timeText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?Z$/)
  .transform((text) => Date.parse(text));

/** `Name.Start` and `Name.End`. */
export const timeRange = z.strictObject({ Start: timeText.optional(), End: timeText.optional() });

export type TimeRange = z.output<typeof timeRange>;

/** True iff `ms` is within the range; an absent end is open. */
export const within = (ms: number, range: TimeRange | undefined) =>
  ms >= (range?.Start ?? Number.NEGATIVE_INFINITY) && ms <= (range?.End ?? Number.POSITIVE_INFINITY);
