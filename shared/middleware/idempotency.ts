import type { MiddlewareObj } from "@middy/core";
import { isOneShot, isOnRecord } from "../attempt/asked.ts";
import { conclude } from "../attempt/conclude.ts";
import type { LookBefore } from "../attempt/look-before.ts";
import type { Performed } from "../attempt/performed.ts";
import { leaseMarginMs } from "../bounds.ts";
import type { Deps } from "../deps.ts";
import { codeOf } from "../errors.ts";
import { type Claim, isClaim } from "../ledger/claim.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { type Facts, type Input, type Operation, stepOf } from "../operations/operation.ts";
import { type Reply, waiting } from "../reply.ts";
import { replyOf } from "../standing-reply.ts";
import type { Invocation } from "./invocation.ts";
import type { permitBy } from "./permit.ts";

type Needs = Pick<Deps, "nowMs"> & {
  readonly ledger: Ledger;
  readonly lookBefore: Pick<LookBefore<Facts>, "listingOf">;
  readonly permit: ReturnType<typeof permitBy>;
};

/**
 * Runs a command at most once, however often it is delivered. Before the handler it claims the operation. After the
 * handler it writes the result, only through the claim that this very invocation made.
 */
export function idempotency<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  { ledger, nowMs, lookBefore, permit }: Needs,
): MiddlewareObj<Invocation, Performed | Reply> {
  const open = new WeakMap<Invocation, Claim>();
  return {
    before: async ({ event: invocation }) => {
      const { command, dispatched, deadlineMs, requestId } = invocation;
      const asked = command ?? dispatched;
      if (asked === undefined) throw new Error("validate must come before idempotency");
      const claim = await ledger.claim(asked, deadlineMs + leaseMarginMs, {
        look: lookBefore.listingOf,
        permit: (...wanted) => permit(invocation, ...wanted),
      });
      if (!isClaim(claim)) return replyOf(claim, requestId, command && { ...command, mayKnow: mayKnow(invocation) });
      invocation.claim = claim;
      open.set(invocation, claim);
      return undefined;
    },
    after: async (request) => {
      const { event: invocation, response } = request;
      const claim = open.get(invocation);
      if (claim === undefined || response === null || !("kind" in response)) return;
      open.delete(invocation);
      request.response = await conclude(claim, response, {
        operation: stepOf(operation, claim.runbook),
        nowMs,
        requestId: invocation.requestId,
      });
    },
    onError: async (request) => {
      const claim = open.get(request.event);
      if (claim === undefined) return;
      open.delete(request.event);
      const kept = await giveUp(claim, request.error, nowMs());
      if (kept !== undefined) request.response = waiting(request.event.requestId, claim.operationId, kept);
    },
  };
}

/** People may be told what others do to an instance. A program hears what it may ask for, and no more. */
const mayKnow = ({ asker }: Invocation) => asker !== undefined && asker.bounds === undefined;

/** A look that failed is made again after this time. */
const failedLookAgainMs = 60_000;

/**
 * The handler failed. If that was before its send, the claim is given back. If the store cannot be reached, nothing is
 * written: the lease ends, and the row is taken up again. A claim that reached `Sending` stays as it is, in doubt.
 */
async function giveUp(claim: Claim, error: Error | null, nowMs: number) {
  const kept = { for: "time", untilMs: nowMs + failedLookAgainMs, code: codeOf(error) } as const;
  const keep = isOnRecord(claim) && !isOneShot(claim);
  try {
    // If only its caller can send it, the row ends it instead of letting it wait.
    const written = await claim.giveBack(
      isOnRecord(claim) ? { kind: "wait", wait: kept } : { kind: "release", code: kept.code },
    );
    return keep && written === "written" ? kept : undefined;
  } catch (cause) {
    if (cause instanceof StoreUnknown) return undefined;
    throw cause;
  }
}
