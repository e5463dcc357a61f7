import * as z from "zod";
import type { Clock } from "../core/clock.ts";
import { parse, type Resource } from "./resource.ts";

/** At most ten years at once: a longer leap is a typing error. */
const advanceSchema = z.strictObject({
  advanceMs: z
    .number()
    .int()
    .nonnegative()
    .max(10 * 366 * 86_400_000),
});

/** `POST clock`: moves the world forward; due timers have fired when it answers. */
export function createClockResource({ clock }: { readonly clock: Pick<Clock, "advance" | "nowMs"> }): Resource {
  return {
    POST: async ({ body }) => {
      await clock.advance(parse(advanceSchema, body).advanceMs);
      return { now: new Date(clock.nowMs()).toISOString() };
    },
  };
}
