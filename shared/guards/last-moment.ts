import type { SystemEvent } from "../remediation/answerable.ts";
import { isPlanned } from "../remediation/planned.ts";

/**
 * The last moment, epoch milliseconds, at which anything is begun for an event before the platform acts by itself; pure.
 * So people are asked until then. Undefined if the event names no time.
 */
export const lastMomentFor = (
  { type, notBeforeMs }: Pick<SystemEvent, "type" | "notBeforeMs">,
  { guardBandMs }: { readonly guardBandMs: number },
): number | undefined => notBeforeMs && notBeforeMs - (isPlanned(type) ? guardBandMs : 0);
