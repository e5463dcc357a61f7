import * as z from "zod";
import { plain, type Show } from "../show.ts";
import { viewOf } from "../view.ts";
import { forecastLines, forecastSchema } from "./forecast.ts";
import { breakerSchema, breakerWords, pauseSchema, pauseWords } from "./pauses.ts";
import { standingSchema, stateWords } from "./standing.ts";
import { versionSchema, versionWords } from "./versions.ts";

const age = z.object({ At: z.iso.datetime(), AgeSeconds: z.number() });

const statusSchema = z.object({
  /** Left out if the policy cannot be read. */
  Mode: z.string().optional(),
  Policy: versionSchema.optional(),
  Acts: z.object({ Operations: z.array(z.string()), Holder: z.string().optional() }).optional(),
  Pauses: z.array(pauseSchema).default([]),
  Breaker: breakerSchema.optional(),
  Open: z.record(z.string(), z.int()),
  Forecast: forecastSchema.optional(),
  Oldest: standingSchema.extend({ InstanceId: z.string() }).optional(),
  LastEvent: age.optional(),
  LastReconcile: age.optional(),
  Blind: z.array(z.object({ Product: z.string(), Since: z.iso.datetime() })).default([]),
  Warnings: z.array(z.string()).default([]),
});

type Status = z.output<typeof statusSchema>;

export const viewStatus = viewOf(statusSchema, (status, show) => {
  const { paint } = show;
  const lines = [
    [
      "mode",
      status.Mode === undefined ? paint.red("the policy cannot be read: nothing is sent") : paint.bold(status.Mode),
    ],
    ["acts", actsWords(status, show)],
    ["policy", versionWords(status.Policy, show)],
    ...status.Pauses.map((pause) => ["paused", paint.red(pauseWords(pause, show))]),
    ["breaker", status.Breaker === undefined ? "" : paint.red(breakerWords(status.Breaker, show))],
    ["open", openWords(status, show)],
    ...(status.Forecast === undefined ? [] : forecastLines(status.Forecast, show)),
    ["oldest", oldestWords(status, show)],
    ["last event", status.LastEvent === undefined ? "none was seen yet" : show.when(status.LastEvent.At)],
    ["reconcile", status.LastReconcile === undefined ? "has not run yet" : show.when(status.LastReconcile.At)],
    ...status.Blind.map(({ Product, Since }) => [
      "blind",
      paint.yellow(`${Product} lists no events since ${show.when(Since)}`),
    ]),
    ...status.Warnings.map((warning) => ["warning", paint.yellow(plain(warning))]),
  ];
  return lines
    .flatMap(([what = "", words = ""]) => (words === "" ? [] : [`${paint.dim(what.padEnd(12))}${words}`]))
    .join("\n");
});

/** Told only where the stack may send nothing. */
function actsWords({ Acts }: Status, { paint }: Show): string {
  if (Acts === undefined || Acts.Operations.length > 0) return "";
  const instead = Acts.Holder === undefined ? "" : `: the stack ${plain(Acts.Holder)} has the right to act`;
  return paint.yellow(`nothing is sent by this stack${instead}`);
}

function openWords({ Open }: Status, { paint }: Show): string {
  const states = Object.entries(Open).filter(([, count]) => count > 0);
  if (states.length === 0) return "nothing";
  return states
    .map(([state, count]) => (urgent.test(state) ? paint.red(`${count} ${state}`) : `${count} ${state}`))
    .join(", ");
}

/** What a person has to look at. */
const urgent = /^(InDoubt|NeedsHuman|Unproven)/;

function oldestWords({ Oldest }: Status, { when }: Show): string {
  if (Oldest === undefined) return "";
  const since = Oldest.Since === undefined ? "" : ` since ${when(Oldest.Since)}`;
  return `${Oldest.Operation} of ${Oldest.InstanceId}, ${stateWords(Oldest)}${since}, operation ${Oldest.OperationId}`;
}
