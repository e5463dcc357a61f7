import { type Attempts, type Past, usedUpUntilMs } from "../ledger/past.ts";
import type { Hold } from "./hold.ts";

/** What an owner wants after an operation, and after one that failed. */
export type Repeat = {
  /** Undefined: what failed is not tried again by itself, and failures are not counted. */
  readonly attempts: Attempts | undefined;
  /** Nothing is begun on an instance so soon after an operation of ours, milliseconds. */
  readonly cooldownMs: number;
  /** False: the owner says nothing, and it is only waited until the cloud shows what was done. */
  readonly isOwners: boolean;
};

/** Holds what comes after as many failures as the owner lets happen; pure. */
export function heldByFailures({ attempts }: Repeat, { failedAtMs }: Past, nowMs: number): Hold | undefined {
  const untilMs = attempts && usedUpUntilMs(failedAtMs, attempts, nowMs);
  return untilMs === undefined || attempts === undefined
    ? undefined
    : {
        code: "AttemptsUsedUp",
        untilMs,
        why: `${attempts.most} operations on it have failed since ${timeOf(untilMs - attempts.withinMs)}, as many as the policy allows before a person with the role approver has a look and says yes, or calls`,
      };
}

/** Holds what comes too soon after an operation of ours, whoever asked for that one; pure. */
export function heldByCooldown({ cooldownMs }: Repeat, { lastEndedMs }: Past, nowMs: number): Hold | undefined {
  const untilMs = lastEndedMs === undefined ? nowMs : lastEndedMs + cooldownMs;
  return untilMs <= nowMs || lastEndedMs === undefined
    ? undefined
    : {
        code: "CooldownActive",
        untilMs,
        why: `an operation on it has ended at ${timeOf(lastEndedMs)}, and the next one waits until the cooldown is over, unless a person with the role approver calls`,
      };
}

const timeOf = (ms: number) => new Date(ms).toISOString();
