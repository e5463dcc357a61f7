import { leaseMarginMs } from "../bounds.ts";
import type { Command } from "../command.ts";
import type { Loss } from "../loss.ts";
import type { Change, ClaimChange, Ending, Settlement } from "./change.ts";
import { confirmToken } from "./confirm-token.ts";
import type { Current } from "./row.ts";
import type { Runbook } from "./runbook.ts";
import { sealedConsent } from "./seal.ts";
import type { Standing } from "./standing.ts";
import { eventKeyOf } from "./token.ts";

export type Intent = { readonly signedAtMs: number; readonly nonce: string };

/** What one attempt rests on. */
type Judged = {
  readonly eventId: string | undefined;
  /** Evidence ids that were there before the send. */
  readonly baseline: readonly string[];
  /** When the look began, epoch milliseconds. */
  readonly judgedAtMs: number;
};

/** The right of one invocation to advance one operation. Every method is one conditional write, or none. */
export type Claim = {
  /** The command as it is stored: what was delivered may be older. */
  readonly command: Command;
  readonly operationId: string;
  /**
   * What a cloud that takes a ClientToken gets: the same in every attempt of this operation, and no other's. A caller's
   * own token would be another caller's too.
   */
  readonly cloudToken: string;
  /** True if an earlier invocation already told a caller that this operation is on record. */
  readonly promised: boolean;
  /** Since when its event is missing from the cloud's lists, epoch milliseconds. */
  readonly missingSinceMs: number | undefined;
  /** When the question to a person ends that was asked before, epoch milliseconds. */
  readonly askedUntilMs: number | undefined;
  /** Where an operation of several calls stands. */
  readonly runbook: Runbook | undefined;
  /**
   * True iff it began with this claim, on the very version of the row that was read before the look: a look then counts
   * as one that was begun after the claim, since nothing of ours came in between.
   */
  readonly isAsRead: boolean;
  /** Who accepted the loss of data, now or in an earlier invocation, by a seal that holds. */
  readonly consentBy: string | undefined;
  /** Which losses; undefined if all that was asked. */
  readonly consentTo: readonly Loss[] | undefined;
  /** Binds the caller's token to this command. `taken`: it belongs to another one; `expired`: it was used long ago. */
  readonly confirmToken: () => Promise<"confirmed" | "taken" | "expired">;
  /** Makes the attempt durable before it is sent; pins its date and nonce. */
  readonly intend: (judged: Judged) => Promise<Intent | Standing>;
  readonly settle: (result: Settlement) => Promise<"written" | Standing>;
  readonly giveBack: (ending: Ending) => Promise<"written" | Standing>;
};

export const isClaim = (value: Claim | Standing): value is Claim => "intend" in value;
export const isIntent = (value: Intent | Standing): value is Intent => "nonce" in value;

type Needs = Parameters<typeof confirmToken>[0];

/** Of an invocation's time: what is left to answer in once the store has answered. */
const replyMs = 1_000;

/** Until when a busy store is asked again for what a lease covers. */
export const patientUntilMs = (leaseUntilMs: number) => leaseUntilMs - leaseMarginMs - replyMs;

/** One decision written, or how the row stands instead. */
export type Step = (wanted: Change) => Promise<"written" | Standing>;

/** The claim that was just written as the current operation. `step` decides and writes on the version that it left. */
export function createClaim(
  needs: Needs,
  command: Command,
  current: Current,
  { owner, leaseUntilMs, isAsRead }: ClaimChange & Pick<Claim, "isAsRead">,
  step: Step,
): Claim {
  const { nowMs } = needs;
  const { operationId, promised, missingSinceMs, askedUntilMs, runbook } = current;
  return {
    command: asStored(command, current),
    operationId,
    cloudToken: operationId,
    promised,
    missingSinceMs,
    askedUntilMs,
    runbook,
    isAsRead,
    ...sealedConsent(needs.fingerprintKeys, current),
    confirmToken: () => confirmToken(needs, command, current, patientUntilMs(leaseUntilMs)),
    intend: async ({ eventId, baseline, judgedAtMs }) => {
      // A claim intends once, so its owner is unique to the attempt; nothing else may be signed with it.
      const intent = { signedAtMs: nowMs(), nonce: owner };
      const eventKey = eventId === undefined ? undefined : eventKeyOf(eventId);
      const change = { owner, leaseUntilMs, ...intent, baseline, eventId, eventKey, judgedAtMs };
      const written = await step({ kind: "intend", ...change });
      return written === "written" ? intent : written;
    },
    settle: (result) => step({ kind: "settle", owner, result }),
    giveBack: (ending) => step({ kind: "giveBack", owner, ending }),
  };
}

/** The row says what is asked for, on which event and by whom; the delivery brings what is never stored. */
const asStored = (
  command: Command,
  { operation, input, eventId, source, actor, reason, runbook }: Current,
): Command => ({
  ...command,
  operation,
  input,
  eventId,
  source,
  actor,
  reason,
  inSteps: runbook !== undefined,
});
