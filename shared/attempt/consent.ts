import type { Bounds } from "../bounds.ts";
import { approverOf } from "../control/asker.ts";
import type { Steering } from "../control/steering.ts";
import { lastMomentFor } from "../guards/last-moment.ts";
import { type Approval, type Asking, shownOf } from "../ledger/ask.ts";
import type { Claim } from "../ledger/claim.ts";
import { askedForMs } from "../ledger/progress.ts";
import type { Loss } from "../loss.ts";
import { ram } from "../policy/who-is.ts";
import type { Principal } from "../principal.ts";
import type { SystemEvent } from "../remediation/answerable.ts";
import type { Answering } from "./answering.ts";

export type Deciding = {
  /** Whoever signs calls. A yes counts no more once its author has lost the right to give it. */
  readonly principals: readonly Principal[];
  readonly bounds: Bounds;
  /** The policy in force; undefined where none is needed. */
  readonly steering: Steering | undefined;
  readonly nowMs: () => number;
};

/** The person behind a name that a door knows, if they may approve at this moment. */
const personOf = (name: string, { principals, steering }: Deciding) =>
  steering && approverOf(name, principals, steering);

/** True iff the principal of this name may consent now. */
export const mayConsent = (name: string, needs: Deciding) => personOf(name, needs) !== undefined;

/** A question, and who has said yes to exactly it. */
export type Consent = { readonly asking: Asking; readonly yeses: readonly Yes[] };
type Yes = { readonly person: string; readonly atMs: number };

/** What an attempt would do, as people are shown it, and who has said yes to it. `disks`: those that would be lost. */
export function consentTo(
  { command, rule, approvals }: Claim,
  losses: readonly Loss[],
  disks: readonly string[],
  { asks, approvals: asked, ruled }: Pick<Answering, "asks" | "approvals" | "ruled">,
  needs: Deciding,
): Consent {
  const { operation, input, eventId, clientToken } = command;
  const event = clientToken === undefined ? eventId : undefined; // a call's event may be found by a look, and be another next time
  const shown = shownOf({ operation, input, eventId: event, rule: ruled?.rule ?? rule, losses, disks });
  const wanted = losses.map((loss) => needs.steering?.approvalsFor(loss) ?? 1);
  const asking = { shown, losses: [...losses], disks: [...disks], needs: Math.max(asks ? asked : 1, ...wanted) };
  return {
    asking,
    yeses: approvals.filter((said) => isTo(said, asking)).flatMap((said) => yesOf(said, asking, needs)),
  };
}

/** A yes is to the very question; or it is a call's own word, which names every loss. */
const isTo = ({ shown, to = [] }: Approval, asking: Asking) =>
  shown === asking.shown || (shown === undefined && asking.losses.every((loss) => to.includes(loss)));

/** Whoever comes by FC's own access control is one unnamed person: one of two they are not. */
function yesOf({ by, atMs }: Approval, { needs: wanted }: Asking, needs: Deciding): readonly Yes[] {
  const person = personOf(by, needs);
  return person === undefined || (wanted > 1 && person === ram.name) ? [] : [{ person, atMs }];
}

/** True iff as many people as it needs have said yes, at this time or later (epoch milliseconds). */
export const isApproved = ({ asking, yeses }: Consent, fromMs = 0) =>
  new Set(yeses.filter(({ atMs }) => atMs >= fromMs).map(({ person }) => person)).size >= asking.needs;

/** A question because of what has happened at this time: a yes from before answers another one. */
export const askedSince = ({ asking, yeses }: Consent, fromMs: number | undefined): Consent => ({
  asking: { ...asking, fromMs },
  yeses,
});

/** Until when people are asked: automation until nothing is begun for the event any more, a call for as long as the policy says. */
export const untilWhen = (event: SystemEvent | undefined, { command }: Claim, { steering }: Deciding) =>
  command.clientToken === undefined
    ? { eventDueMs: event && lastMomentFor(event, { guardBandMs: steering?.guardBandMs ?? 0 }), askForMs: askedForMs }
    : { eventDueMs: undefined, askForMs: steering?.askForMs ?? askedForMs };
