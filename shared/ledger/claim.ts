import { leaseMarginMs } from "../bounds.ts";
import type { Command } from "../command.ts";
import type { Approval, Ask } from "./ask.ts";
import type { Change, ClaimChange, Ending, Ruled, Settlement } from "./change.ts";
import { confirmToken } from "./confirm-token.ts";
import type { Hook, HookWanted } from "./hook.ts";
import type { Past } from "./past.ts";
import type { Current } from "./row.ts";
import type { Runbook } from "./runbook.ts";
import { sealedApprovals } from "./seal.ts";
import type { Standing } from "./standing.ts";
import { eventKeyOf } from "./token.ts";

export type Intent = { readonly signedAtMs: number; readonly nonce: string };

/** The facts of the look that one attempt rests on. */
type Basis = {
  readonly eventId: string | undefined;
  /** Evidence ids that were there before the send. */
  readonly baseline: readonly string[];
  /** When the look began, epoch milliseconds. */
  readonly judgedAtMs: number;
  /** The rule that the policy went by; undefined for a call. */
  readonly ruled?: Ruled | undefined;
  /** The hook that is told after it, if none was asked before. */
  readonly hook?: HookWanted | undefined;
};

/** The right of one invocation to work on one operation. Every method makes one conditional write at most. */
export type Claim = {
  /** The command as the row has it: the delivery may be older. */
  readonly command: Command;
  readonly operationId: string;
  /**
   * The ClientToken for a cloud that takes one. It is the same in every attempt of this operation, and in no other's.
   * The caller's own token would not do, since another caller may have the same one.
   */
  readonly cloudToken: string;
  /** True if an earlier invocation may have told somebody that this operation is on record. */
  readonly promised: boolean;
  /** Since when its event is missing from the cloud's lists, epoch milliseconds. */
  readonly missingSinceMs: number | undefined;
  /** When the question ends that a person was asked before, epoch milliseconds. */
  readonly askedUntilMs: number | undefined;
  /** The rule that decided about its event before: a later step of a runbook asks none. */
  readonly rule: string | undefined;
  /** How many operations wait on the instance. */
  readonly waits: number;
  /** Where an operation of several calls stands. */
  readonly runbook: Runbook | undefined;
  /**
   * True iff this claim is the only write since the row was read, and the operation was not waiting then. Then a look
   * in between counts as one after the claim. For example: A reads the row at 10:00:00, looks at 10:00:01, and claims
   * at 10:00:02. If B wrote the row at 10:00:01, A's look may have missed what B did. So A looks again.
   */
  readonly isAsRead: boolean;
  /** Who has said yes, now or before. Each seal was found right. */
  readonly approvals: readonly Approval[];
  /** What people were asked about it last. */
  readonly ask: Ask | undefined;
  /** How the owner's hooks around it stand; undefined if none was ever asked. */
  readonly hook: Hook | undefined;
  /** Not to be begun before, because a person says so. */
  readonly postponed: Current["postponed"];
  /** What has ended on the instance. Nothing else of ours ends before this claim does. */
  readonly past: Past;
  /** Binds the caller's token to this command. `taken`: it belongs to another one. `expired`: it was used long ago. */
  readonly confirmToken: () => Promise<"confirmed" | "taken" | "expired">;
  /** Stores the attempt before it is sent, with the date and nonce that it will be signed with. */
  readonly intend: (judged: Basis) => Promise<Intent | Standing>;
  readonly settle: (result: Settlement) => Promise<"written" | Standing>;
  readonly giveBack: (ending: Ending, ruled?: Ruled) => Promise<"written" | Standing>;
};

export const isClaim = (value: Claim | Standing): value is Claim => "intend" in value;
export const isIntent = (value: Intent | Standing): value is Intent => "nonce" in value;

type Needs = Parameters<typeof confirmToken>[0];

/** The time that is kept for the reply after the store has answered. */
const replyMs = 1_000;

/** A busy store is asked again until then, one second before FC ends the invocation. */
export const patientUntilMs = (leaseUntilMs: number) => leaseUntilMs - leaseMarginMs - replyMs;

/** Decides and writes one change, or returns how the row stands instead. */
export type Step = (wanted: Change) => Promise<"written" | Standing>;

/** The claim that was just written as the current operation. Each `step` works on the version that the last one left. */
export function createClaim(
  needs: Needs,
  command: Command,
  current: Current,
  { owner, leaseUntilMs, ...found }: ClaimChange & Pick<Claim, "isAsRead" | "waits" | "past" | "hook">,
  step: Step,
): Claim {
  const { nowMs } = needs;
  const { operationId, promised, missingSinceMs, askedUntilMs, runbook, plan, postponed } = current;
  return {
    command: asStored(command, current),
    operationId,
    cloudToken: operationId,
    promised,
    missingSinceMs,
    askedUntilMs,
    rule: plan?.rule,
    waits: found.waits,
    runbook,
    isAsRead: found.isAsRead,
    approvals: sealedApprovals(needs.fingerprintKeys, current),
    ask: current.ask,
    postponed,
    hook: found.hook,
    past: found.past,
    confirmToken: () => confirmToken(needs, command, current, patientUntilMs(leaseUntilMs)),
    intend: async ({ eventId, baseline, judgedAtMs, ruled, hook }) => {
      // The owner is random and a claim intends once. So as a nonce it is unique to this attempt.
      const intent = { signedAtMs: nowMs(), nonce: owner };
      const eventKey = eventId === undefined ? undefined : eventKeyOf(eventId);
      const change = { owner, leaseUntilMs, ...intent, baseline, eventId, eventKey, judgedAtMs, ruled, hook };
      const written = await step({ kind: "intend", ...change });
      return written === "written" ? intent : written;
    },
    settle: (result) => step({ kind: "settle", owner, result }),
    giveBack: (ending, ruled) => step({ kind: "giveBack", owner, ending, ruled }),
  };
}

/** The row decides what is asked for, on which event and by whom. The delivery adds what is never stored (a password). */
const asStored = (
  command: Command,
  { operation, input, eventId, source, actor, reason, runbook, overridesFreeze }: Current,
): Command => ({
  ...command,
  operation,
  input,
  eventId,
  source,
  actor,
  reason,
  overridesFreeze: overridesFreeze === true,
  inSteps: runbook !== undefined,
});
