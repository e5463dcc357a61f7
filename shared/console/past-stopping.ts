import * as z from "zod";
import { isInFlight } from "../ledger/in-flight.ts";
import type { Open } from "./open-rows.ts";
import { ofCurrent, standingSchema } from "./record.ts";

/** So many operations are told one by one; the rest is a number, and stands in `operations`. */
const mostNamed = 20;

/** What a pause does not stop any more, as the list of open rows has it: what was begun in the last seconds may be missing. */
export const pastStoppingSchema = z.strictObject({
  /** Sent and not ended, or a begun replacement between its steps: its machine may be at work. */
  InFlight: z.int(),
  /** Claimed at this moment: each may still be sent, until the time that the answer names. */
  Claimed: z.int(),
  /** The first of what is in flight, the oldest first. */
  Operations: z.array(standingSchema.extend({ InstanceId: z.string() })),
});

/** What is in flight of an operation, or of all; pure. */
export function pastStopping(
  rows: readonly Pick<Open, "instanceId" | "row">[],
  operation: string | undefined,
  nowMs: number,
): z.output<typeof pastStoppingSchema> {
  const all = rows.flatMap(({ instanceId, row: { current } }) =>
    current === undefined || (operation ?? current.operation) !== current.operation ? [] : [{ instanceId, current }],
  );
  const sent = all.filter(({ current }) => isInFlight(current));
  return {
    InFlight: sent.length,
    Claimed: all.length - sent.length,
    Operations: sent
      .slice(0, mostNamed)
      .map(({ instanceId, current }) => ({ InstanceId: instanceId, ...ofCurrent(current, nowMs) })),
  };
}
