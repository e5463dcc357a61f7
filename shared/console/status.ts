import * as z from "zod";
import { ControlUnreadable } from "../control/control.ts";
import type { NoticesRow } from "../control/notices-row.ts";
import type { RunRow } from "../control/run-store.ts";
import { isOn } from "../guards/pause.ts";
import { rightOf, rightSchema } from "./acts.ts";
import { forecastSchema, toldForecast } from "./forecast.ts";
import { mostRows, openRows } from "./open-rows.ts";
import { openIn } from "./operations.ts";
import { breakerOf, breakerSchema, pauseOf, pauseSchema } from "./pauses.ts";
import { type Standing, standingSchema } from "./record.ts";
import { type VerbNeeds, verbOf } from "./verb.ts";
import { versionOf, versionSchema } from "./version.ts";

const time = z.iso.datetime();
const aged = z.strictObject({ At: time, AgeSeconds: z.int() });

/** How the stack stands. */
export const status = verbOf({
  name: "status",
  summary: "Mode and policy, what is open, and since when nothing was heard",
  schema: z.strictObject({}),
  answers: z.strictObject({
    Now: time,
    /** Left out if the policy cannot be read: then nothing is sent. */
    Mode: z.string().optional(),
    /** Left out while nobody has applied one: the starter holds, which observes. */
    Policy: versionSchema.optional(),
    /** What the stack may send at all. Left out if it cannot be read. */
    Acts: rightSchema.optional(),
    /** What people have stopped, and what a storm has: left out if it cannot be read, or nothing is. */
    Pauses: z.array(pauseSchema).optional(),
    Breaker: breakerSchema.optional(),
    /** How many operations are in each state; of those that wait, for what. */
    Open: z.record(z.string(), z.int()),
    /** What is ahead. Left out if reconcile has foreseen nothing: it never ran, or could not read the policy. */
    Forecast: forecastSchema.optional(),
    Oldest: standingSchema.extend({ InstanceId: z.string() }).optional(),
    LastEvent: aged.optional(),
    LastReconcile: aged.optional(),
    Warnings: z.array(z.string()),
  }),
  run: async (_, needs) => {
    const now = needs.nowMs();
    const [open, run, notices, steered] = await Promise.all([
      openOperations(needs, now),
      needs.runs.readRun(),
      needs.runs.readNotices(),
      steering(needs),
    ]);
    const [oldest] = open.listed;
    return {
      Now: new Date(now).toISOString(),
      ...steered.shown,
      Open: countedBy(open.listed),
      ...(run?.forecast && { Forecast: toldForecast(run.forecast) }),
      ...(oldest !== undefined && { Oldest: oldest }),
      ...ageOf("LastEvent", run?.lastEventAtMs, now),
      ...ageOf("LastReconcile", run?.atMs, now),
      Warnings: [
        ...steered.warnings,
        ...warningsOf(run, now),
        ...untoldIn(notices),
        ...(open.isWhole ? [] : [tooMany]),
      ],
    };
  },
});

const tooMany = `More than ${mostRows} instances have something open: the rest is not counted here.`;

async function openOperations({ store }: VerbNeeds, nowMs: number) {
  const listed: (Standing & { readonly InstanceId: string })[] = [];
  let read = 0;
  for await (const open of openRows(store)) {
    listed.push(...openIn(open, nowMs));
    if (++read === mostRows) return { listed, isWhole: false };
  }
  return { listed, isWhole: true };
}

function countedBy(listed: readonly Standing[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { State, For } of listed) {
    const key = For === undefined ? State : `${State} for ${For}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The policy in force. If it cannot be read, that is told: nothing is sent meanwhile, and this is where people find out. */
async function steering({ steering: read, nowMs }: VerbNeeds) {
  try {
    const { mode, control } = await read();
    const pauses = control.pauses.filter((pause) => isOn(pause, nowMs()));
    const shown = {
      Mode: mode,
      Acts: rightOf(control.right),
      ...(control.policy && { Policy: versionOf(control.policy) }),
      ...(pauses.length > 0 && { Pauses: pauses.map(pauseOf) }),
      ...(control.breaker.tripped && { Breaker: breakerOf(control.breaker.tripped) }),
    };
    return { shown, warnings: [] };
  } catch (error) {
    if (!(error instanceof ControlUnreadable)) throw error;
    return { shown: {}, warnings: [`Nothing is sent: what the owner allows cannot be read (${error.message}).`] };
  }
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** reconcile runs each minute; one that is late by this much is told (invented). */
const lateMs = 5 * minuteMs;
/** An account without an event for this long may be one whose events do not arrive (invented). */
const quietMs = 7 * dayMs;

/** What a person should look at. */
function warningsOf(run: RunRow | undefined, nowMs: number): string[] {
  if (run === undefined) return ["reconcile has never run: nothing that waits goes on, and no event is found."];
  const { atMs, lastEventAtMs, blindEcsSinceMs, blindEnsSinceMs } = run;
  const late = nowMs - atMs > lateMs ? [`reconcile has not run for ${minutes(nowMs - atMs)} minutes.`] : [];
  const quiet =
    lastEventAtMs === undefined || nowMs - lastEventAtMs > quietMs
      ? ["No event for 7 days. If you expected one, look at the rights of reconcile, and at the event rule."]
      : [];
  const blind = Object.entries({ ECS: blindEcsSinceMs, ENS: blindEnsSinceMs }).flatMap(([product, sinceMs]) =>
    sinceMs === undefined ? [] : [`The pending events of ${product} cannot be listed since ${timeOf(sinceMs)}.`],
  );
  return [...late, ...quiet, ...blind];
}

/** What people were not told. */
function untoldIn(notices: NoticesRow | undefined): string[] {
  const { channels = {}, givenUp = 0 } = notices ?? {};
  const failing = Object.entries(channels).flatMap(([name, { failing }]) =>
    failing === undefined
      ? []
      : [`Channel ${name} takes no notices since ${timeOf(failing.sinceMs)}: ${failing.code}. They are tried again.`],
  );
  const lost = givenUp === 0 ? [] : [`${givenUp} notices could not be told for 7 days, and were given up.`];
  return [...failing, ...lost];
}

const minutes = (ms: number) => Math.floor(ms / minuteMs);

const ageOf = (name: "LastEvent" | "LastReconcile", atMs: number | undefined, nowMs: number) =>
  atMs === undefined
    ? {}
    : { [name]: { At: timeOf(atMs), AgeSeconds: Math.max(0, Math.round((nowMs - atMs) / 1_000)) } };

const timeOf = (ms: number) => new Date(ms).toISOString();
