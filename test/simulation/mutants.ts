import { edit, type Mutant, product, world } from "./mutant.ts";
import { chatting } from "./mutants-chat.ts";
import { counting } from "./mutants-counting.ts";
import { finding } from "./mutants-finder.ts";
import { hooks } from "./mutants-hooks.ts";
import { listing } from "./mutants-listing.ts";
import { liveness } from "./mutants-liveness.ts";
import { noticing } from "./mutants-notices.ts";
import { operations } from "./mutants-operations.ts";
import { people } from "./mutants-people.ts";
import { policies } from "./mutants-policy.ts";
import { repeating } from "./mutants-repeat.ts";
import { retention } from "./mutants-retention.ts";
import { slots } from "./mutants-slots.ts";
import { stops } from "./mutants-stops.ts";
import { times } from "./mutants-time.ts";
import { timelines } from "./mutants-timeline.ts";
import { whileWaiting } from "./mutants-waiting.ts";

const claim = "ledger/decide-claim.ts";
const attempt = "ledger/decide-attempt.ts";
const sweep = "ledger/decide-sweep.ts";
const perform = "attempt/perform.ts";
const consent = "attempt/consent.ts";
const commit = "ledger/advance.ts";
const bounds = "bounds.ts";
const doubt = "reconcile/conclude-doubt.ts";
const proof = "reconcile/follow-to-proof.ts";

/** Around the send. */
const sending: readonly Mutant[] = [
  product(
    "unpinned-date",
    "a request is dated when it is sent",
    "once",
    edit(
      perform,
      "operation.call(cloud, input, intent,",
      "operation.call(cloud, input, { nonce: intent.nonce, get signedAtMs() { return nowMs(); } },",
    ),
  ),
  world("nonce-forgotten", "model: the gateway takes a repeated nonce, and a proxy repeats", "once", {
    nonceRemembered: false,
  }),
  product(
    "intent-after-send",
    "the attempt is stored after it was sent",
    "oneAtATime",
    edit(
      perform,
      "  const intent = await claim.intend(",
      `  const early = await operation.call(cloud, input, { signedAtMs: nowMs(), nonce: claim.operationId }, "");
  const intent = await claim.intend(`,
    ),
    edit(perform, "await operation.call(cloud, input, intent, claim.cloudToken);", "early;"),
  ),
  product(
    "release-on-unknown",
    "a send without an answer is taken for a failed one",
    "proved",
    edit(
      attempt,
      "withProgress(row, current, { ...progress, leaseUntilMs: 0, cause: result.cause }),",
      'end(row, { kind: "release" }, nowMs),',
    ),
  ),
  product(
    "nonce-is-refusal",
    "SignatureNonceUsed is taken for a refusal",
    "proved",
    edit("cloud/sdk-error.ts", '"SignatureNonceUsed", ', ""),
  ),
  product(
    "stale-is-none",
    "a date that is too old is taken for proof that no copy was taken",
    "proved",
    edit(
      "cloud/sdk-error.ts",
      "  if (copyCodes.includes(code)",
      `  if (code === "InvalidTimeStamp.Expired") return { kind: "none", why: "stale", code, retryAfterMs: 0 };
  if (copyCodes.includes(code)`,
    ),
  ),
  product(
    "5xx-is-refusal",
    "a server error is taken for a refusal",
    "proved",
    edit("cloud/sdk-error.ts", " || status > 499", ""),
  ),
  product(
    "no-consent",
    "data loss needs nobody's consent",
    "consent",
    edit(consent, ".size >= asking.needs", ".size >= 0"),
  ),
  product(
    "consent-outlives-right",
    "what was agreed to holds though its author may no longer consent",
    "consent",
    edit(consent, "  const person = personOf(by, needs);", "  const person = personOf(by, needs) ?? by;"),
  ),
  product(
    "consent-unsealed",
    "a consent counts whoever wrote it into the row",
    "consent",
    edit(
      "ledger/seal.ts",
      "    return key !== undefined && isEqual(sealOf(key, stored, approval), approval.seal);",
      "    return key !== undefined;",
    ),
  ),
  product(
    "one-of-two-is-enough",
    "one person's yes is enough, however many the policy wants",
    "consent",
    edit(consent, "needs: Math.max(asks ? asked : 1, ...wanted)", "needs: 1"),
  ),
  product(
    "two-doors-are-two",
    "one person who says yes by two doors counts as two",
    "consent",
    edit(consent, ".map(({ person }) => person)).size", ".map((yes) => yes)).size"),
    edit("ledger/decide-word.ts", "people[by] ?? by", "by"),
  ),
  product(
    "unnamed-is-one-of-two",
    "whoever comes by the function's own access control is one of two people",
    "consent",
    edit(consent, "person === undefined || (wanted > 1 && person === ram.name)", "person === undefined"),
  ),
  product(
    "yes-to-anything",
    "a yes counts whatever was shown",
    "consent",
    edit(consent, "shown === asking.shown || (shown === undefined", "shown !== undefined || (shown === undefined"),
  ),
  product(
    "disks-unshown",
    "what people say yes to leaves out which disks would be lost",
    "consent",
    edit("attempt/reason-not-to.ts", "    .map(({ diskId }) => diskId);", '    .map(() => "");'),
  ),
  product(
    "postponed-unseen",
    "what a person has put off begins all the same",
    "postponed",
    edit(
      "guards/held-by-time.ts",
      "  const later = heldByWord(postponed, nowMs);",
      "  const later = heldByWord(undefined, nowMs);",
    ),
  ),
];

/** The store's conditions and who may write. */
const fences: readonly Mutant[] = [
  world("no-condition", "model: the store ignores the condition of a write", "fenced", { conditions: false }),
  product(
    "refused-is-applied",
    "a refused write counts as applied",
    "fenced",
    edit(
      commit,
      'if (written === "applied" || !isRepeated || next.epoch === (before?.epoch ?? 0)) return written;',
      'return "applied";',
    ),
  ),
  product(
    "refused-is-ours",
    "a refused write counts as ours if an earlier try got no answer",
    "fenced",
    edit(commit, 'return (await isOurs(needs.store, instanceId, next)) ? "applied" : "refused";', 'return "applied";'),
  ),
  product(
    "no-owner",
    "whoever finds the right state goes on",
    "fenced",
    edit("ledger/write.ts", "row.owner === owner && ", ""),
  ),
  product(
    "sweep-any-epoch",
    "reconciliation acts on versions it has not looked at",
    "fenced",
    edit(sweep, " || row.epoch !== change.epoch", ""),
  ),
  product(
    "no-mutex",
    "a second operation replaces the current one",
    "neverErased",
    edit(
      claim,
      "if (free.current === undefined) return begin(row, free, change, nowMs);",
      "if (true) return begin(row, { ...free, current: undefined } as typeof free, change, nowMs);",
    ),
  ),
  product(
    "lease-end-sends",
    "an attempt whose lease is over may be claimed and sent again",
    "leaseEnd",
    edit(
      claim,
      'progress.state === "Waiting" || isLapsed(progress, nowMs)',
      'progress.state === "Waiting" || isLapsed(progress, nowMs) || (progress.state === "Sending" && progress.leaseUntilMs <= nowMs)',
    ),
  ),
  product(
    "delete-on-error",
    "an error before the send deletes the operation",
    "neverErased",
    edit("middleware/idempotency.ts", "isOnRecord(claim) ? { kind:", "false ? { kind:"),
  ),
  product(
    "no-event-binding",
    "an event is not bound to the operation that answers it",
    "once",
    edit(attempt, "eventKey === undefined ? row.events : {", "true ? row.events : {"),
  ),
  product(
    "token-unconfirmed",
    "a token's binding is not confirmed before the send",
    "once",
    edit(perform, 'if (token === "taken") return', "if (false) return"),
  ),
];

/** What the cloud shows, and when it counts. */
const evidence: readonly Mutant[] = [
  product(
    "no-skew-margin",
    "clocks are taken to agree",
    "proved",
    edit(bounds, "signedAtMs + dateWindowMs + 2 * skewMs", "signedAtMs + dateWindowMs + 0 * skewMs"),
  ),
  product(
    "no-window-wait",
    "absence counts at once",
    "proved",
    edit(bounds, "closedAtMs(signedAtMs, bounds) + bounds.lagMs", "signedAtMs + 0 * bounds.lagMs"),
  ),
  product(
    "no-lag",
    "absence does not wait for the cloud's lists",
    "proved",
    edit(bounds, "closedAtMs(signedAtMs, bounds) + bounds.lagMs", "closedAtMs(signedAtMs, bounds)"),
  ),
  product(
    "second-precise",
    "the cloud's minutes are compared as if they had seconds",
    "proved",
    edit(bounds, "Math.floor((signedAtMs - skewMs) / minuteMs) * minuteMs", "signedAtMs - skewMs"),
  ),
  product(
    "read-started-early",
    "absence counts by when the read ended, not by when it began",
    "proved",
    edit(sweep, "finding.readStartedMs >= absenceProvableAtMs", "nowMs >= absenceProvableAtMs"),
    edit(doubt, "if (readStartedMs < absenceProvableAtMs", "if (nowMs() < absenceProvableAtMs"),
  ),
  product(
    "no-baseline",
    "an older redeploy passes for ours",
    "taken",
    edit(attempt, "[...new Set([...change.baseline, ...row.recorded])]", "[]"),
  ),
  product(
    "adopted-ends-early",
    "an adopted effect ends while its own request may still be taken",
    "oneAtATime",
    edit(sweep, "if (progress.adopted && readStartedMs <", "if (false && readStartedMs <"),
    edit(proof, "if (adopted && nowMs() <", "if (false && nowMs() <"),
  ),
];

/** The product without each of its safeguards: every one must be found wanting. */
export const mutants: readonly Mutant[] = [
  ...sending,
  ...fences,
  ...evidence,
  ...people,
  ...hooks,
  ...repeating,
  ...policies,
  ...retention,
  ...operations,
  ...whileWaiting,
  ...listing,
  ...liveness,
  ...timelines,
  ...times,
  ...counting,
  ...noticing,
  ...finding,
  ...stops,
  ...slots,
  ...chatting,
];
