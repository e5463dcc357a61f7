import type { Steering } from "../control/steering.ts";
import type { Claim } from "../ledger/claim.ts";
import type { Hook, HookWanted } from "../ledger/hook.ts";
import type { Answering } from "./answering.ts";
import { askedSince, type Consent, type Deciding, isApproved, untilWhen } from "./consent.ts";
import type { Performed } from "./performed.ts";

/** So long a hook's ready counts, milliseconds (RULES K2): after that the machine may be back. */
const readyForMs = 60_000;

/** It may go on. `readyAtMs`: when the question began that the hook has answered. `after`: the hook that is told, if none was asked before. */
type Goes = { readonly readyAtMs: number; readonly after?: HookWanted };

const goes: Goes = { readyAtMs: Number.POSITIVE_INFINITY };

/**
 * Whether the owner's hook lets an attempt go on that has its place; or that the hook is to be asked, by reconcile; or that a
 * person is, since the hook has refused or was never ready. A person's yes from after that goes on without it. Nobody names a
 * hook for a call.
 */
export function hookFor(
  claim: Claim,
  answering: Pick<Answering, "event" | "ruled">,
  consent: Consent,
  policy: Steering,
  needs: Deciding,
): Performed | Goes {
  const { event, ruled } = answering;
  const wanted = ruled && policy.hookOf(ruled.rule);
  const { hook } = claim;
  if (wanted === undefined) return goes;
  if (wanted.before === undefined) return hook?.owedSinceMs === undefined ? { ...goes, after: wanted } : goes;
  const asked = hook?.before === wanted.before ? hook : undefined; // what another one has answered was not this one's word
  if (asked?.failed !== undefined) return withoutIt(claim, asked, answering, consent, needs);
  const { readyAtMs = 0 } = asked ?? {};
  if (needs.nowMs() - readyAtMs <= readyForMs) return { readyAtMs };
  return { kind: "hooked", hook: wanted, deadlineMs: event?.notBeforeMs, serial: policy.serial, ruled };
}

/** What a person decides about a hook that has failed: a yes from since then goes on without it. */
function withoutIt(
  claim: Claim,
  { name, failed }: Hook,
  { event, ruled }: Pick<Answering, "event" | "ruled">,
  consent: Consent,
  needs: Deciding,
): Performed | Goes {
  const { code = "HookSilent", atMs = 0 } = failed ?? {};
  const { ask } = claim;
  // A yes to another question says nothing of the hook.
  if (ask?.because === code && isApproved(consent, Math.max(atMs, ask.sinceMs))) return goes;
  const why = `the hook ${name} has ${code === "HookRefused" ? "refused" : "not been ready"}`;
  const hold = { code, untilMs: undefined, why };
  return { kind: "needsConsent", ...askedSince(consent, atMs), ...untilWhen(event, claim, needs), hold, ruled };
}
