import type { Command } from "../command.ts";
import { hasRole } from "../control/asker.ts";
import type { ControlStore } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import type { HookWanted } from "../ledger/hook.ts";
import { isBegun } from "../ledger/runbook.ts";
import type { Facts, Input } from "../operations/operation.ts";
import type { Answering } from "./answering.ts";
import { hookFor } from "./ask-hook.ts";
import type { Deciding } from "./consent.ts";
import { eventFor } from "./event-for.ts";
import { type Beginning, timeOf } from "./held-back.ts";
import type { Performed } from "./performed.ts";
import { consentFor, type Found, reasonNotTo } from "./reason-not-to.ts";
import { takePlace } from "./take-place.ts";

export type JudgeNeeds = Omit<Deciding, "steering"> & {
  /** Reads the policy in force once more, after somebody else has changed the control row. */
  readonly steerAnew: () => Promise<Steering>;
  readonly control: Pick<ControlStore, "writeControl" | "takeUp">;
  readonly newId: () => string;
  readonly pause: (atMostMs: number) => Promise<void>;
};

/** So long an invocation tries for a place, milliseconds (invented): then it would be judged on too old a look. */
const triesForMs = 20_000;

/** The first pause before the row is read again, and the longest, milliseconds (invented: a write takes some of them). */
const firstPauseMs = 10;
const longestPauseMs = 1_000;

/** Nothing is against a send. `readAtMs`: when the read of the policy began that says so; without one it has no age. */
type Judged = {
  readonly event: Answering["event"];
  readonly ruled: Answering["ruled"] | undefined;
  readonly readAtMs: number;
  /** The hook that is told after it, if none was asked before. */
  readonly hook?: HookWanted | undefined;
};

/**
 * Judges whether the attempt may be sent, and takes a place for it among those in flight. If somebody else has written the
 * control row meanwhile, it is read again, and all is judged anew with the facts at hand.
 */
export async function judge<I extends Input, F extends Facts, C>(
  found: Found<I, F, C>,
  read: Steering | undefined,
  needs: JudgeNeeds,
): Promise<Performed | Judged> {
  let steering = read;
  for (let tries = 1; ; tries++) {
    const judged = await judgeBy(steering, found, needs);
    if (judged !== "refused") return judged;
    if (needs.nowMs() > found.judgedAtMs + triesForMs) return { kind: "tooLate" };
    await needs.pause(Math.min(firstPauseMs * 2 ** tries, longestPauseMs)); // random: those who met would meet again
    steering = await needs.steerAnew();
  }
}

async function judgeBy<I extends Input, F extends Facts, C>(
  steering: Steering | undefined,
  found: Found<I, F, C>,
  needs: JudgeNeeds,
): Promise<Performed | Judged | "refused"> {
  const { operation, claim, facts } = found;
  // Guards judge the first step of a runbook only, and its first step took the event.
  const policy = isBegun(claim.runbook) ? undefined : steering;
  const answering = eventFor(operation, claim, facts, policy);
  if ("kind" in answering) return answering;
  const { event, ruled, window } = answering;
  const { command, operationId } = claim;
  const { postponed, hook } = claim;
  const isDrained = hook?.owedSinceMs !== undefined;
  const beginning = {
    command,
    facts,
    event,
    window,
    overridesFreeze: isOverridden(command, policy, needs),
    postponed,
    isDrained,
  };
  const deciding = { ...needs, steering };
  const reason = reasonNotTo(found, answering, deciding);
  if (reason !== undefined) return { ...(tooLateFor(reason, beginning, policy, needs) ?? reason), ruled };
  const judged = { event, ruled, readAtMs: steering?.readAtMs ?? Number.POSITIVE_INFINITY };
  if (policy === undefined) return judged;
  const place = await takePlace({ ...beginning, operationId }, policy, needs);
  if (place === "refused") return place;
  if (place !== "taken") return { kind: "heldBack", ...place, serial: policy.serial, ruled };
  const hooked = hookFor(claim, answering, consentFor(found, answering, deciding), policy, deciding);
  if ("kind" in hooked) return hooked;
  return { ...judged, readAtMs: Math.min(judged.readAtMs, hooked.readyAtMs), hook: hooked.after };
}

/** True iff the caller says that no freeze holds it, and has the right to at this moment. */
const isOverridden = (
  { overridesFreeze, actor }: Command,
  steering: Steering | undefined,
  { principals }: JudgeNeeds,
) => overridesFreeze === true && steering !== undefined && hasRole("operator", actor, principals, steering);

/** Nobody is asked for what could not be begun any more before the platform acts by itself. */
function tooLateFor(
  { kind }: Performed,
  beginning: Beginning,
  policy: Steering | undefined,
  { nowMs }: JudgeNeeds,
): Performed | undefined {
  if (kind !== "needsConsent" || policy === undefined) return undefined;
  const hold = policy.heldByTime(timeOf(beginning), nowMs());
  if (hold?.code !== "GuardBand" && hold?.code !== "NoTimeLeft") return undefined;
  return { kind: "heldBack", hold, scopes: [], deadlineMs: beginning.event?.notBeforeMs, serial: policy.serial };
}
