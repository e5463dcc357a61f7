import { timingSafeEqual } from "node:crypto";
import type { Current } from "./row.ts";
import { type FingerprintKey, fingerprintOf, keyOf } from "./token.ts";

/** A consent: to which operation, by whom, and to which losses (absent if to all that was asked). */
type Agreed = Pick<Current, "operationId" | "operation" | "input" | "consentBy" | "consentTo">;

/**
 * The proof of a consent: `<key id>.<64 hex>`. Every function writes rows, but only functions that run operations have
 * the keys. For example: somebody takes `console` over and writes a consent into a row. The seal is not right, so the
 * next attempt asks a person and sends nothing. The seal covers the operation's id and input, the author and the
 * losses. So it is worth nothing in another row, or after the plan has changed.
 */
export const sealOf = (key: FingerprintKey, { operationId, operation, input, consentBy, consentTo }: Agreed): string =>
  fingerprintOf(key, "consent", { operationId, operation, input, consentBy, consentTo });

/** The stored consent if its seal is right under one of the keys. Otherwise none, and a person is asked. */
export function sealedConsent(keys: readonly FingerprintKey[], stored: Agreed & Pick<Current, "consentSeal">) {
  const { consentBy, consentTo, consentSeal = "" } = stored;
  const key = keyOf(keys, consentSeal);
  const isSealed = key !== undefined && isEqual(sealOf(key, stored), consentSeal);
  return isSealed ? { consentBy, consentTo } : { consentBy: undefined, consentTo: undefined };
}

/** Compares texts of one length in constant time. */
function isEqual(wanted: string, given: string): boolean {
  const [a, b] = [Buffer.from(wanted), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
