import type { Current } from "./row.ts";
import { isBegun } from "./runbook.ts";

/** True iff it may have an effect under way, or an instance is stopped for it. */
export const isInFlight = ({ progress: { state }, runbook }: Current) =>
  isBegun(runbook) || (state !== "Claimed" && state !== "Waiting");
