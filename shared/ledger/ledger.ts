import { leaseMarginMs } from "../bounds.ts";
import type { Command, Dispatched } from "../command.ts";
import type { Loss } from "../loss.ts";
import { advance } from "./commit.ts";
import { confirmToken } from "./confirm-token.ts";
import { newOperation } from "./new-operation.ts";
import { type Patience, patiently } from "./patience.ts";
import { recalled } from "./recalled.ts";
import type { ClaimRequest, Ending, Request, Settlement } from "./request.ts";
import type { Current, InstanceRow } from "./row.ts";
import type { Runbook } from "./runbook.ts";
import type { Standing } from "./standing.ts";
import type { Store } from "./store.ts";
import { eventKeyOf, type FingerprintKey, operationIdOf, type Scope } from "./token.ts";

/** What the ledger needs from outside: a store, a clock (epoch ms), pauses, random 128-bit ids, its scope and keys. */
export type LedgerNeeds = Patience & {
  readonly store: Store;
  readonly newId: () => string;
  readonly scope: Scope;
  readonly fingerprintKeys: readonly FingerprintKey[];
};

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
  /** What a cloud that takes a ClientToken gets: the same in every attempt of this operation. */
  readonly cloudToken: string;
  /** True if an earlier invocation already told a caller that this operation is on record. */
  readonly promised: boolean;
  /** Since when it is on record, epoch milliseconds. */
  readonly openSinceMs: number;
  /** Since when its event is missing from the cloud's lists, epoch milliseconds. */
  readonly missingSinceMs: number | undefined;
  /** Where an operation of several calls stands. */
  readonly runbook: Runbook | undefined;
  /** Who accepted the loss of data, now or in an earlier invocation. */
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

export type Ledger = {
  /**
   * Claims the operation of a command, or one that is on record, until `leaseUntilMs`, or says how it stands. Throws
   * `StoreUnknown`.
   */
  readonly claim: (asked: Command | Dispatched, leaseUntilMs: number) => Promise<Claim | Standing>;
  /** True iff this is the first time that a caller brings this id, until `untilMs` at the latest. Throws `StoreUnknown`. */
  readonly isFirst: (caller: string, id: string, untilMs: number) => Promise<boolean>;
};

export const isClaim = (value: Claim | Standing): value is Claim => "intend" in value;
export const isIntent = (value: Intent | Standing): value is Intent => "nonce" in value;

/** Of an invocation's time: what is left to answer in once the store has answered. */
const replyMs = 1_000;

export function createLedger(needs: LedgerNeeds): Ledger {
  const { store, newId, nowMs, scope } = needs;
  return {
    claim: async (asked, leaseUntilMs) => {
      const { instanceId } = asked;
      let row = await store.readInstance(instanceId);
      const known = "operationId" in asked ? recalled(asked, row) : begins(needs, asked, row);
      if (known === undefined) return { is: "notFound" };
      const { command, operation } = known;
      const untilMs = leaseUntilMs - leaseMarginMs - replyMs;
      let owner: string | undefined;
      const request = {
        kind: "claim" as const,
        operation,
        leaseUntilMs,
        get owner() {
          owner ??= newId(); // costs more than the rest of a replay, which needs none
          return owner;
        },
      };
      const step: Step = async (wanted) => {
        const { row: written, standing } = await advance(needs, instanceId, row, wanted, untilMs);
        row = written;
        return standing ?? "written";
      };
      const claimed = await step(request);
      return claimed === "written" ? createClaim(needs, command, currentOf(row), request, step) : claimed;
    },
    isFirst: async (caller, id, untilMs) => {
      const binding = { instanceId: "", operation: "check", fingerprint: "", boundAtMs: nowMs() };
      const name = operationIdOf(scope, `caller ${caller}`, `check ${id}`);
      return (await patiently(needs, untilMs, () => store.bindToken(name, binding))) === "applied";
    },
  };
}

const begins = (needs: LedgerNeeds, command: Command, row: InstanceRow | undefined) => ({
  command,
  operation: newOperation(needs, command, row, needs.nowMs()),
});

type Step = (wanted: Request) => Promise<"written" | Standing>;

function createClaim(
  needs: LedgerNeeds,
  command: Command,
  current: Current,
  { owner, leaseUntilMs }: ClaimRequest,
  step: Step,
): Claim {
  const { nowMs } = needs;
  const { operationId, promised, openSinceMs, missingSinceMs, consentBy, consentTo, clientToken, runbook } = current;
  return {
    command: asStored(command, current),
    operationId,
    cloudToken: clientToken ?? operationId,
    promised,
    openSinceMs,
    missingSinceMs,
    runbook,
    consentBy,
    consentTo,
    confirmToken: () => confirmToken(needs, command, current, leaseUntilMs - leaseMarginMs - replyMs),
    intend: async ({ eventId, baseline, judgedAtMs }) => {
      // A claim intends once, so its owner is unique to the attempt; nothing else may be signed with it.
      const intent = { signedAtMs: nowMs(), nonce: owner };
      const eventKey = eventId === undefined ? undefined : eventKeyOf(eventId);
      const request = { owner, leaseUntilMs, ...intent, baseline, eventId, eventKey, judgedAtMs };
      const written = await step({ kind: "intend", ...request });
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

function currentOf(row: InstanceRow | undefined): Current {
  if (row?.current === undefined) throw new Error("A claim was written without a current operation");
  return row.current;
}
