/** What the simulation runs of the product. It is bundled, so that a mutant is an edit of these very modules. */

export { absenceProvableAtMs, closedAtMs, defaultBounds, earliestStampMs } from "../../shared/bounds.ts";
export { sentErrorOf } from "../../shared/cloud/sdk-error.ts";
export { firstControl } from "../../shared/control/control.ts";
export { addPause, resume } from "../../shared/control/pausing.ts";
export { createHandler } from "../../shared/entry/operation-entry.ts";
export { OpError } from "../../shared/errors.ts";
export { advance } from "../../shared/ledger/advance.ts";
export { createLedger } from "../../shared/ledger/ledger.ts";
export { idsOf } from "../../shared/ledger/owned.ts";
export { emptyRow } from "../../shared/ledger/row.ts";
export { sealOf } from "../../shared/ledger/seal.ts";
export { RowUnreadable, StoreUnknown } from "../../shared/ledger/store.ts";
export { readTally } from "../../shared/ledger/tally.ts";
export { maxLines } from "../../shared/ledger/timeline.ts";
export { eventKeyOf, eventTokenOf, operationIdOf } from "../../shared/ledger/token.ts";
export { choices } from "../../shared/operations/choices.ts";
export { operations } from "../../shared/operations/index.ts";
export { createArrivals } from "../../shared/reconcile/arrivals.ts";
export { createBooks } from "../../shared/reconcile/books.ts";
export { createFinds } from "../../shared/reconcile/finds.ts";
export { createWroteLast, keepBooks } from "../../shared/reconcile/keep-books.ts";
export { reconcile } from "../../shared/reconcile/reconcile.ts";
export { createRememberedRows } from "../../shared/reconcile/remembered-rows.ts";
export { resolveOperation } from "../../shared/reconcile/resolve.ts";
export { signatureWith } from "../../shared/signature.ts";
export { toColumns } from "../../shared/tablestore/columns.ts";
