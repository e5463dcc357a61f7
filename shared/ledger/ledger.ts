import type { Command, Dispatched } from "../command.ts";
import { advance } from "./advance.ts";
import type { ClaimChange, Listing, NewOperation } from "./change.ts";
import { type Claim, createClaim, patientUntilMs, type Step } from "./claim.ts";
import { newOperation } from "./new-operation.ts";
import { standingOfNotice } from "./noticed-again.ts";
import { pastOf } from "./past.ts";
import { type Patience, patiently } from "./patience.ts";
import type { Wait } from "./progress.ts";
import { recalled } from "./recalled.ts";
import { type Current, emptyRow, type InstanceRow } from "./row.ts";
import type { Standing } from "./standing.ts";
import type { Store } from "./store.ts";
import { type FingerprintKey, operationIdOf, type Scope } from "./token.ts";
import { wantsLook } from "./unlisted.ts";

/** What the ledger needs from outside: a store, a clock (epoch ms), pauses, random 128-bit ids, its scope and keys. */
export type LedgerNeeds = Patience & {
  readonly store: Store;
  readonly newId: () => string;
  readonly scope: Scope;
  readonly fingerprintKeys: readonly FingerprintKey[];
};

type Permit = { readonly isOfSome: boolean; readonly hold?: Wait | undefined };

/** How an operation stands before its claim. `isDrained`: a hook has drained its machine for it. `waits`: the row has it already. */
export type Stands = { readonly isDrained: boolean; readonly waits: boolean };

/** What comes between the read of a row and its claim. */
type BeforeClaim = {
  /** Called only if no look has listed the event yet: an event that the cloud does not list is never claimed. */
  readonly look: (command: Command) => Promise<Listing>;
  /**
   * Throws unless whoever asks may, and unless what they ask for may begin or wait. It is not asked for a repetition of what
   * was sent or has ended. `isOfSome`: whether they may ask on this machine is found by a look only, so nothing of theirs is
   * stored unseen. `hold`: it may not begin now, whatever its machine is.
   */
  readonly permit: (operation: NewOperation, stands: Stands) => Promise<Permit>;
};

export type Ledger = {
  /**
   * Claims the operation of a command, or one on record, until `leaseUntilMs`; or returns how it stands. Throws
   * `StoreUnknown`, and whatever `before` throws.
   */
  readonly claim: (asked: Command | Dispatched, leaseUntilMs: number, before: BeforeClaim) => Promise<Claim | Standing>;
  /** True iff this caller brings this id for the first time. Asks a busy store until `untilMs`. Throws `StoreUnknown`. */
  readonly isFirst: (caller: string, id: string, untilMs: number) => Promise<boolean>;
};

export function createLedger(needs: LedgerNeeds): Ledger {
  const { store, newId, nowMs, scope } = needs;
  return {
    claim: async (asked, leaseUntilMs, before) => {
      const { instanceId } = asked;
      const read = await store.readInstance(instanceId, onceIfQueued(asked));
      const known = operationOrStanding(needs, asked, read);
      if ("kind" in known) return known;
      const { command } = known;
      const { operation, ...judged } = await judgedBefore(before, known, read ?? emptyRow, nowMs());
      const untilMs = patientUntilMs(leaseUntilMs);
      const change = { kind: "claim" as const, operation, leaseUntilMs, ...judged, owner: newId() };
      let row = read;
      const step: Step = async (wanted) => {
        const { row: written, standing } = await advance(needs, instanceId, row, wanted, untilMs);
        row = written;
        return standing ?? "written";
      };
      const claimed = await step(change);
      if (claimed !== "written") return claimed;
      const isAsRead = read?.waiting[operation.operationId] === undefined && isNext(read ?? emptyRow, row);
      return createClaim(
        needs,
        command,
        currentOf(row),
        {
          ...{ ...change, isAsRead, waits: Object.keys(row?.waiting ?? {}).length, past: pastOf(row ?? emptyRow) },
          hook: row?.hooks[operation.operationId],
        },
        step,
      );
    },
    isFirst: async (caller, id, untilMs) => {
      const binding = { instanceId: "", operation: "check", fingerprint: "", boundAtMs: nowMs() };
      const name = operationIdOf(scope, `caller ${caller}`, `check ${id}`);
      return (await patiently(needs, untilMs, () => store.bindToken(name, binding))) === "applied";
    },
  };
}

/** What comes from a queue comes again from it. A caller who waits for the answer does not. */
const onceIfQueued = (asked: Command | Dispatched) =>
  "mayRunLater" in asked && !asked.mayRunLater ? undefined : "once";

/** The operation to be claimed; or how it stands, if the row as it was read says so. */
function operationOrStanding(needs: LedgerNeeds, asked: Command | Dispatched, row: InstanceRow | undefined) {
  const known = operationFor(needs, asked, row);
  if (known === undefined) return { kind: "notFound" } as const;
  return standingOfNotice(row ?? emptyRow, known.operation, needs.nowMs()) ?? known;
}

/** The operation that is asked for now, or the one on record that is to be tried again. */
const operationFor = (needs: LedgerNeeds, asked: Command | Dispatched, row: InstanceRow | undefined) =>
  "operationId" in asked
    ? recalled(asked, row)
    : { command: asked, operation: newOperation(needs, asked, row, needs.nowMs()) };

/** What has to come before the claim: the right to ask, and a look at an event that none has listed. */
async function judgedBefore(
  { look, permit }: BeforeClaim,
  { command, operation }: { readonly command: Command; readonly operation: NewOperation },
  row: InstanceRow,
  nowMs: number,
): Promise<Pick<ClaimChange, "operation" | "listing" | "hold">> {
  const { operationId } = operation;
  const stands = {
    isDrained: row.hooks[operationId]?.owedSinceMs !== undefined,
    waits: row.waiting[operationId] !== undefined || row.current?.operationId === operationId,
  };
  const isAgain = isRepetition(row, operationId);
  const { isOfSome, hold }: Permit = isAgain ? { isOfSome: false } : await permit(operation, stands);
  return {
    operation: isOfSome ? { ...operation, mayRunLater: false } : operation,
    listing: hold === undefined && wantsLook(row, operation, nowMs) ? await look(command) : undefined,
    hold,
  };
}

/** True iff nothing is left to do but to tell how it stands. */
const isRepetition = ({ outcomes, current }: InstanceRow, operationId: string) =>
  outcomes[operationId] !== undefined ||
  (current?.operationId === operationId && !["Claimed", "Waiting"].includes(current.progress.state));

/** True iff the row is one write after the version that was read: nobody else has written it in between. */
const isNext = (read: InstanceRow, row: InstanceRow | undefined) =>
  row?.epoch === read.epoch + 1 && row.beside === read.beside;

function currentOf(row: InstanceRow | undefined): Current {
  if (row?.current === undefined) throw new Error("A claim was written without a current operation");
  return row.current;
}
