import * as z from "zod";
import type { RunRow } from "../control/run-store.ts";
import { forecastSchema } from "../forecast/forecast.ts";
import type { Columns } from "./columns.ts";

/** What a run says of itself, as columns: times as numbers, what has parts as JSON. */
export const toRunColumns = ({ ends, arrivals, forecast, ...times }: RunRow): Columns => ({
  ...times,
  ...(ends !== undefined && { ends: JSON.stringify(ends.map(({ endedAtMs, tookMs }) => [endedAtMs, tookMs])) }),
  ...(arrivals !== undefined && { arrivals: JSON.stringify(arrivals) }),
  ...(forecast !== undefined && { forecast: JSON.stringify(forecast) }),
});

const endsSchema = z.array(
  z.tuple([z.number(), z.number()]).transform(([endedAtMs, tookMs]) => ({ endedAtMs, tookMs })),
);

/** The same from its columns. A part that another release wrote in another form is left out: no function that acts reads it. */
export function runOf(columns: Columns | undefined): RunRow | undefined {
  if (columns === undefined) return undefined;
  const { ends: endsText, arrivals: arrivalsText, forecast: forecastText, ...times } = columns;
  const ends = partOf(endsText, endsSchema);
  const arrivals = partOf(arrivalsText, z.record(z.string(), z.number()));
  const forecast = partOf(forecastText, forecastSchema);
  return {
    ...times,
    atMs: Number(columns["atMs"]),
    ...(ends !== undefined && { ends }),
    ...(arrivals !== undefined && { arrivals }),
    ...(forecast !== undefined && { forecast }),
  };
}

function partOf<T>(text: unknown, schema: z.ZodType<T>): T | undefined {
  if (text === undefined) return undefined;
  try {
    return schema.safeParse(JSON.parse(String(text))).data;
  } catch {
    return undefined;
  }
}
