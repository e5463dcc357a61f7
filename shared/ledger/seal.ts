import { timingSafeEqual } from "node:crypto";
import type { Current } from "./row.ts";
import { type FingerprintKey, fingerprintOf, keyOf } from "./token.ts";

/** Which operation somebody has agreed to, who has, and to which losses: absent if to all that was asked. */
type Agreed = Pick<Current, "operationId" | "operation" | "input" | "consentBy" | "consentTo">;

/**
 * What proves a consent: `<key id>.<64 hex>`. Every function writes rows, but only functions that run operations have
 * the keys. So a consent that another function wrote is none. It stands for this operation with this input: it is worth
 * nothing in another row, and nothing after the plan has changed.
 */
export const sealOf = (key: FingerprintKey, { operationId, operation, input, consentBy, consentTo }: Agreed): string =>
  fingerprintOf(key, "consent", { operationId, operation, input, consentBy, consentTo });

/** The consent that is stored, if its seal holds under one of the keys; else none, and a person is asked. */
export function sealedConsent(keys: readonly FingerprintKey[], stored: Agreed & Pick<Current, "consentSeal">) {
  const { consentBy, consentTo, consentSeal = "" } = stored;
  const key = keyOf(keys, consentSeal);
  const isSealed = key !== undefined && isEqual(sealOf(key, stored), consentSeal);
  return isSealed ? { consentBy, consentTo } : { consentBy: undefined, consentTo: undefined };
}

/** In constant time for texts of one length. */
function isEqual(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
