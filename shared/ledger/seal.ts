import { timingSafeEqual } from "node:crypto";
import type { Approval } from "./ask.ts";
import type { Current } from "./row.ts";
import { type FingerprintKey, fingerprintOf, keyOf } from "./token.ts";

/** What a yes is about: the operation and its input. */
type About = Pick<Current, "operationId" | "operation" | "input">;

/**
 * The proof of a yes: `<key id>.<64 hex>`. Every function writes rows, but only doors that verify who people are have the
 * keys. For example: somebody takes `reconcile` over and writes a yes into a row. The seal is not right, so the next attempt
 * asks a person and sends nothing. The seal covers the operation's id and input, who said yes, when, and to what. So it is
 * worth nothing in another row, or after the plan has changed.
 */
export const sealOf = (
  key: FingerprintKey,
  { operationId, operation, input }: About,
  { by, atMs, shown, to }: Omit<Approval, "seal">,
): string => fingerprintOf(key, "consent", { operationId, operation, input, by, atMs, shown, to });

/** The stored yeses whose seal is right under one of the keys. Any other counts for nothing. */
export const sealedApprovals = (
  keys: readonly FingerprintKey[],
  stored: About & { readonly approvals?: readonly Approval[] | undefined },
): readonly Approval[] =>
  (stored.approvals ?? []).filter((approval) => {
    const key = keyOf(keys, approval.seal);
    return key !== undefined && isEqual(sealOf(key, stored, approval), approval.seal);
  });

/** Compares texts of one length in constant time. */
function isEqual(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
