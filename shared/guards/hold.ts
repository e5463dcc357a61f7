/** What keeps an operation from being sent now: the code that a caller gets, or that is told as the `Cause` of a wait. */
export type Hold = {
  readonly code: HoldCode;
  /** When it may be over, epoch milliseconds; undefined if only somebody's word or somebody's end ends it. */
  readonly untilMs: number | undefined;
  /** Who or what holds it, in words for an error: one sentence. */
  readonly why: string;
  /** Of a pause: its id. */
  readonly pause?: string;
};

/** The codes of holds, each with what it means. */
const holdCodes = {
  "Forbidden.StackObserves": "another stack of the account has the right to act, or none has",
  OperationPaused: "a person has paused it",
  BreakerOpen: "a storm of events has stopped what automation begins",
  "Forbidden.Frozen": "nothing planned is begun in a freeze",
  Postponed: "a person wants it to begin later",
  OutsideWindow: "planned maintenance waits for its window",
  GuardBand: "nothing planned is begun so close to the platform's own time",
  NoTimeLeft: "it cannot be begun any more before the platform acts by itself",
  LimitReached: "as many operations are under way as the policy allows",
  CooldownActive: "an operation of ours on this machine has only just ended",
  HookRefused: "a hook of the owner's has refused it",
  HookSilent: "a hook of the owner's was not ready for as long as it is asked",
  AttemptsUsedUp: "as many attempts on this machine have failed as the policy allows",
} as const;

export type HoldCode = keyof typeof holdCodes;
