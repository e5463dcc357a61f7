import * as z from "zod";
import type { Breaker } from "../guards/breaker.ts";
import type { Pause } from "../guards/pause.ts";
import { redact } from "../redact.ts";

const time = z.iso.datetime();

/** A pause as people read it. */
export const pauseSchema = z.strictObject({
  Id: z.string(),
  /** `all`, `zone cn-hangzhou-h`, `operation RebootInstance` or `tag role=db`. */
  Scope: z.string(),
  By: z.string(),
  Why: z.string(),
  Since: time,
  /** Left out: until somebody resumes it. */
  Until: time.optional(),
});

/** A breaker that has tripped. */
export const breakerSchema = z.strictObject({ Since: time, Events: z.int() });

export const pauseOf = ({ id, scope, by, why, atMs, untilMs }: Pause): z.output<typeof pauseSchema> => ({
  ...{ Id: id, Scope: scope, By: by, Why: redact(why), Since: timeOf(atMs) },
  ...(untilMs !== undefined && { Until: timeOf(untilMs) }),
});

export const breakerOf = ({ atMs, events }: NonNullable<Breaker["tripped"]>): z.output<typeof breakerSchema> => ({
  Since: timeOf(atMs),
  Events: events,
});

const timeOf = (ms: number) => new Date(ms).toISOString();
