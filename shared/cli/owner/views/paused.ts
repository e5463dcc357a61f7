import * as z from "zod";
import type { Show } from "../show.ts";
import { viewOf } from "../view.ts";
import { pauseSchema, pauseWords } from "./pauses.ts";
import { standingSchema, stateWords } from "./standing.ts";
import { warningWords } from "./warnings.ts";

const pastSchema = z.object({ InFlight: z.int(), Claimed: z.int(), Operations: z.array(standingSchema).default([]) });

const pausedSchema = z.object({
  Pause: pauseSchema,
  Pauses: z.array(pauseSchema),
  LastSend: z.iso.datetime(),
  PastStopping: pastSchema,
  Warnings: z.array(z.string()).default([]),
});

/** What is stopped now, and what is past stopping. */
export const viewPaused = viewOf(pausedSchema, ({ Pause, Pauses, LastSend, PastStopping, Warnings }, show) =>
  [
    show.paint.bold(`Paused: ${pauseWords(Pause, show)}`),
    ...Pauses.filter(({ Id }) => Id !== Pause.Id).map((other) => `Paused already: ${pauseWords(other, show)}`),
    `A send that has begun may still go out until ${show.when(LastSend)}${claimedWords(PastStopping)}. Nothing after that.`,
    ...flightWords(PastStopping, show),
    ...warningWords(Warnings, show),
  ].join("\n"),
);

type Past = z.output<typeof pastSchema>;

const claimedWords = ({ Claimed }: Past) => (Claimed === 0 ? "" : `: ${Claimed} may`);

function flightWords({ InFlight, Operations }: Past, { paint, when }: Show): readonly string[] {
  if (InFlight === 0)
    return ["Nothing is listed as in flight. What was begun in the last seconds shows in: redeploy-once operations"];
  const lines = Operations.map(
    (each) =>
      `  ${each.InstanceId}  ${each.Operation}  ${stateWords(each)}${each.Since === undefined ? "" : ` since ${when(each.Since)}`}`,
  );
  const more = InFlight - Operations.length;
  return [
    paint.yellow(`Past stopping, it goes on: ${InFlight}`),
    ...lines,
    ...(more > 0 ? [`  and ${more} more: redeploy-once operations`] : []),
  ];
}
