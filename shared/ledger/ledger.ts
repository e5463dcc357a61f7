import type { Command } from "../command.ts";
import { advance } from "./commit.ts";
import { confirmToken } from "./confirm-token.ts";
import { mayJoin } from "./decide-claim.ts";
import { newOperation } from "./new-operation.ts";
import { park } from "./park.ts";
import type { Ending, Request, Settlement, Standing } from "./request.ts";
import type { Current, InstanceRow } from "./row.ts";
import type { Runbook } from "./runbook.ts";
import type { Store } from "./store.ts";
import { eventKeyOf, type FingerprintKey, type Scope } from "./token.ts";

/** What the ledger needs from outside: a store, a clock (epoch ms), random 128-bit ids, its scope and keys. */
export type LedgerNeeds = {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly newId: () => string;
  readonly scope: Scope;
  readonly fingerprintKeys: readonly FingerprintKey[];
};

export type Intent = { readonly signedAtMs: number; readonly nonce: string };

/** The right of one invocation to advance one operation. Every method is one conditional write, or none. */
export type Claim = {
  readonly command: Command;
  readonly operationId: string;
  /** What a cloud that takes a ClientToken gets: the same in every attempt of this operation. */
  readonly cloudToken: string;
  /** True if an earlier invocation already told a caller that this operation is on record. */
  readonly promised: boolean;
  /** Since when it is on record, epoch milliseconds. */
  readonly openSinceMs: number;
  /** Where an operation of several calls stands. */
  readonly runbook: Runbook | undefined;
  /** Who accepted the loss of data, now or in an earlier invocation. */
  readonly consentBy: string | undefined;
  /** Binds the caller's token to this command. `taken`: it belongs to another one; `expired`: it was used long ago. */
  readonly confirmToken: () => Promise<"confirmed" | "taken" | "expired">;
  /** Makes the attempt durable before it is sent; pins its date and nonce. */
  readonly intend: (eventId: string | undefined, baseline: readonly string[]) => Promise<Intent | Standing>;
  readonly settle: (result: Settlement) => Promise<"written" | Standing>;
  readonly giveBack: (ending: Ending) => Promise<"written" | Standing>;
};

export type Ledger = {
  /** Claims the command's operation until `leaseUntilMs`, or says how it stands. Throws `StoreUnknown`. */
  readonly claim: (command: Command, leaseUntilMs: number) => Promise<Claim | Standing>;
  /** Keeps a notice in the row until the operation that is current has ended. */
  readonly park: (command: Command) => Promise<"parked" | "free">;
};

export const isClaim = (value: Claim | Standing): value is Claim => "intend" in value;
export const isIntent = (value: Intent | Standing): value is Intent => "nonce" in value;

export function createLedger(needs: LedgerNeeds): Ledger {
  const { store, newId } = needs;
  return {
    claim: async (command, leaseUntilMs) => {
      let row = await store.readInstance(command.instanceId);
      const asked = newOperation(needs, command, row);
      const token = row?.current && mayJoin(row.current, asked) ? await confirmToken(needs, command, asked) : undefined;
      if (token === "taken") return { is: "mismatch" };
      if (token === "expired") return { is: "tokenExpired" };
      let owner: string | undefined;
      const request = {
        kind: "claim" as const,
        operation: { ...asked, tokenBound: token === "confirmed" },
        leaseUntilMs,
        get owner() {
          owner ??= newId(); // costs more than the rest of a replay, which needs none
          return owner;
        },
      };
      const step = async (wanted: Request): Promise<"written" | Standing> => {
        const { row: written, standing } = await advance(needs, command.instanceId, row, wanted);
        row = written;
        return standing ?? "written";
      };
      const claimed = await step(request);
      return claimed === "written" ? createClaim(needs, command, currentOf(row), request, step) : claimed;
    },
    park: (command) => park(needs, command),
  };
}

function createClaim(
  needs: LedgerNeeds,
  command: Command,
  current: Current,
  { owner, leaseUntilMs, operation: asked }: Extract<Request, { kind: "claim" }>,
  step: (wanted: Request) => Promise<"written" | Standing>,
): Claim {
  const { nowMs } = needs;
  const { operationId, promised, openSinceMs, eventId: waitingFor, consentBy, clientToken, runbook } = current;
  const joined = operationId !== asked.operationId; // it carries on what waited for its consent
  return {
    command: joined ? { ...command, eventId: waitingFor } : command,
    operationId,
    cloudToken: clientToken ?? operationId,
    promised,
    openSinceMs,
    runbook,
    consentBy,
    confirmToken: async () => (joined ? "confirmed" : confirmToken(needs, command, current)),
    intend: async (eventId, baseline) => {
      // A claim intends once, so its owner is unique to the attempt; nothing else may be signed with it.
      const intent = { signedAtMs: nowMs(), nonce: owner };
      const eventKey = eventId === undefined ? undefined : eventKeyOf(eventId);
      const written = await step({ kind: "intend", owner, leaseUntilMs, ...intent, baseline, eventId, eventKey });
      return written === "written" ? intent : written;
    },
    settle: (result) => step({ kind: "settle", owner, result }),
    giveBack: (ending) => step({ kind: "giveBack", owner, ending }),
  };
}

function currentOf(row: InstanceRow | undefined): Current {
  if (row?.current === undefined) throw new Error("A claim was written without a current operation");
  return row.current;
}
