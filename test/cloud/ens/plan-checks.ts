import type { Check } from "../rpc/rpc-error.ts";
import type { Edge } from "./edge.ts";
import type { EdgeEvent } from "./edge-event.ts";
import { ensErrors } from "./ens-errors.ts";

/** What a caller of EventRedeployInstance says about the time; times are epoch milliseconds. */
export type Asked = {
  readonly ResourceId: string;
  readonly OpsType: "immediate" | "scheduled";
  readonly PlanTime?: number | undefined;
  readonly PlanUtcTime?: number | undefined;
};

type Judged = { readonly edge: Edge; readonly asked: Asked; readonly event: EdgeEvent | undefined };

/** When a redeploy is asked for; undefined: no time was given. */
export const planMsOf = ({ PlanTime, PlanUtcTime }: Asked) => PlanTime ?? PlanUtcTime;

/** Checks of the planned time. The document only says that `scheduled` needs one; all else is invented. */
export const planChecks: readonly Check<Judged>[] = [
  {
    refuses: ({ edge, asked }) => isPlanned(asked) && isIncomplete(edge, asked),
    error: ensErrors.invalid("PlanTime"),
  },
  {
    refuses: ({ edge, asked }) => !isPlanned(asked) && isTimed(asked) && !edge.holds("ens.plan.immediate"),
    error: ensErrors.invalid("PlanTime"),
  },
  {
    refuses: ({ edge, asked }) => isPlanned(asked) && disagree(asked) && edge.holds("ens.plan.agreement"),
    error: ensErrors.invalid("PlanUtcTime"),
  },
  {
    refuses: (subject) => isPlanned(subject.asked) && isOutOfRange(subject) && subject.asked.PlanTime !== undefined,
    error: ensErrors.invalid("PlanTime"),
  },
  {
    refuses: (subject) => isPlanned(subject.asked) && isOutOfRange(subject) && subject.asked.PlanTime === undefined,
    error: ensErrors.invalid("PlanUtcTime"),
  },
];

const isPlanned = ({ OpsType }: Asked) => OpsType === "scheduled";

const isTimed = (asked: Asked) => planMsOf(asked) !== undefined;

const isIncomplete = ({ holds }: Edge, asked: Asked) =>
  holds("ens.plan.utc-alone") ? !isTimed(asked) : asked.PlanTime === undefined;

const disagree = ({ PlanTime, PlanUtcTime }: Asked) =>
  PlanTime !== undefined && PlanUtcTime !== undefined && toSecond(PlanTime) !== toSecond(PlanUtcTime);

const toSecond = (ms: number) => Math.floor(ms / 1_000);

function isOutOfRange({ edge: { holds, nowMs }, asked, event }: Judged) {
  const planMs = planMsOf(asked);
  if (planMs === undefined) return false;
  const isPast = planMs <= nowMs() && holds("ens.plan.past");
  const isLate = event !== undefined && planMs > event.deadlineMs && holds("ens.plan.deadline");
  return isPast || isLate;
}
