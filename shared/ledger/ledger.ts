import type { Command } from "../command.ts";
import { advance, maxDecisions } from "./commit.ts";
import { confirmToken } from "./confirm-token.ts";
import { mayJoin } from "./decide-claim.ts";
import type { Ending, NewOperation, Request, Settlement, Standing } from "./request.ts";
import type { Current, InstanceRow, Runbook } from "./row.ts";
import { type Store, StoreUnknown } from "./store.ts";
import { eventKeyOf, type FingerprintKey, fingerprintOf, keyOf, operationIdOf, type Scope } from "./token.ts";

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

/** A row keeps at most this many parked events; an instance rarely has more than two pending. */
const maxParked = 16;

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
  const { operationId, promised, eventId: waitingFor, consentBy, clientToken, runbook } = current;
  const joined = operationId !== asked.operationId; // it carries on what waited for its consent
  return {
    command: joined ? { ...command, eventId: waitingFor } : command,
    operationId,
    cloudToken: clientToken ?? operationId,
    promised,
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

async function park({ store, nowMs }: LedgerNeeds, command: Command) {
  const { instanceId, operation, input, source, actor, reason, eventId = "" } = command;
  const key = eventKeyOf(eventId);
  const notice = { operation, input: { ...input }, source, actor, reason, eventId, atMs: nowMs() };
  for (let tries = 0; tries < maxDecisions; tries++) {
    const row = await store.readInstance(instanceId);
    if (row?.current === undefined) return "free";
    if (isFull(row, key)) throw new StoreUnknown(`${instanceId} keeps ${maxParked} waiting events already`);
    if ((await store.park(instanceId, row.epoch, key, notice)) === "applied") return "parked";
  }
  throw new StoreUnknown(`${instanceId} is being written too often`);
}

const isFull = ({ next }: InstanceRow, key: string) => Object.keys(next).length >= maxParked && next[key] === undefined;

function newOperation(
  { scope, fingerprintKeys }: LedgerNeeds,
  command: Command,
  row: InstanceRow | undefined,
): NewOperation {
  const { operation, input, secrets, source, actor, reason, token, clientToken, eventId, mayConsent, mayWait } =
    command;
  const operationId = operationIdOf(scope, clientToken === undefined ? "event" : "caller", token);
  const stored = row?.outcomes[operationId] ?? (row?.current?.operationId === operationId ? row.current : undefined);
  const key = (stored && keyOf(fingerprintKeys, stored.fingerprint)) ?? fingerprintKeys[0];
  if (key === undefined) throw new Error("FINGERPRINT_KEYS has no key");
  return {
    operationId,
    operation,
    input: { ...input },
    fingerprint: fingerprintOf(key, operation, input, Object.keys(secrets)),
    source,
    actor,
    reason,
    ...(clientToken !== undefined && { clientToken }),
    ...(eventId !== undefined && { eventId }),
    eventKey: eventId === undefined ? undefined : eventKeyOf(eventId),
    mayConsent,
    tokenBound: false,
    mayWait,
    oneShot: Object.keys(secrets).length > 0,
    runbook: command.inSteps ? { step: "stop", wasRunning: false } : undefined,
  };
}

function currentOf(row: InstanceRow | undefined): Current {
  if (row?.current === undefined) throw new Error("A claim was written without a current operation");
  return row.current;
}
