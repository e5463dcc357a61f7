import type { ControlStore } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { isBegun } from "../ledger/runbook.ts";
import type { Facts, Input } from "../operations/operation.ts";
import type { Deciding } from "./consent.ts";
import { type Answering, eventFor } from "./event-for.ts";
import type { Performed } from "./performed.ts";
import { type Found, reasonNotTo } from "./reason-not-to.ts";
import { takePlace } from "./take-place.ts";

export type JudgeNeeds = Omit<Deciding, "steering"> & {
  /** Reads the policy in force once more, after somebody else has changed the control row. */
  readonly steerAnew: () => Promise<Steering>;
  readonly control: Pick<ControlStore, "writeControl">;
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
  const isUnderWay = isBegun(claim.runbook);
  const answering = eventFor(operation, claim, facts, isUnderWay ? undefined : steering);
  if ("kind" in answering) return answering;
  const { event, ruled } = answering;
  const reason = reasonNotTo(found, answering, { ...needs, steering });
  if (reason !== undefined) return { ...reason, ruled };
  const judged = { event, ruled, readAtMs: steering?.readAtMs ?? Number.POSITIVE_INFINITY };
  if (isUnderWay || steering === undefined) return judged; // guards judge the first step of a runbook only
  const { command, operationId } = claim;
  const place = await takePlace({ command, operationId, product: operation.product, facts, event }, steering, needs);
  if (place === "refused") return place;
  return place === "taken" ? judged : { kind: "heldBack", ...place, serial: steering.serial, ruled };
}
