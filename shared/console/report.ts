import * as z from "zod";
import { daysUpTo, report as reported } from "../control/report.ts";
import { verbOf } from "./verb.ts";

const count = z.int();

/** What was decided, rule by rule and day by day. */
export const report = verbOf({
  name: "report",
  summary: "What each rule decided, day by day: acted, only observed, asked, held by what, left alone, too late",
  schema: z.strictObject({
    Days: z
      .int("must be a number of days")
      .min(1, "must be 1 day or more")
      .max(90, "must be 90 days or less")
      .default(7)
      .describe("So many days up to today, in UTC; 7 if left out"),
  }),
  answers: z.strictObject({
    Since: z.iso.datetime(),
    Until: z.iso.datetime(),
    Rows: z.array(
      z.strictObject({
        Day: z.iso.date(),
        Rule: z.string(),
        Policy: z.int(),
        Seen: count,
        Acted: count,
        WouldHaveActed: count,
        Asked: count,
        LeftAlone: count,
        TooLate: count,
        Held: z.array(z.strictObject({ By: z.string(), Minutes: count })),
      }),
    ),
  }),
  run: async ({ Days }, { runs, nowMs }) => {
    const days = daysUpTo(nowMs(), Days);
    const counts = await runs.listCounts(days[0] ?? "", days.at(-1) ?? "");
    const { Since, Until, Rows } = reported(counts, nowMs(), Days);
    return { Since, Until, Rows: Rows.map(({ Held, ...row }) => ({ ...row, Held: [...Held] })) };
  },
});
