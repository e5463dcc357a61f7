import type { Command } from "../command.ts";
import { unknownOnly } from "./commit.ts";
import type { Current } from "./row.ts";
import type { Store, TokenBinding, Written } from "./store.ts";
import { type FingerprintKey, fingerprintOf, keyOf } from "./token.ts";

type Needs = {
  readonly store: Pick<Store, "bindToken" | "readToken">;
  readonly nowMs: () => number;
  readonly fingerprintKeys: readonly FingerprintKey[];
};

/** What a token is bound to. An operation that began in its token's life goes on however old that is by now. */
type Bound = Pick<Current, "operationId" | "operation" | "fingerprint"> & Partial<Pick<Current, "openSinceMs">>;

/** How long a token may be used: shorter than outcomes are kept, so that none is forgotten while its token works. */
const tokenLifeMs = 30 * 86_400_000;

/**
 * Binds the caller's token to this command: it belongs to one instance, operation and fingerprint for good. `taken`: it
 * belongs to another one; `expired`: it was first used so long ago that its outcome may be forgotten.
 */
export async function confirmToken(
  { store, nowMs, fingerprintKeys }: Needs,
  { clientToken, instanceId, input, secrets }: Command,
  { operationId, operation, fingerprint, openSinceMs = nowMs() }: Bound,
): Promise<"confirmed" | "taken" | "expired"> {
  if (clientToken === undefined) return "confirmed";
  const binding = { instanceId, operation, fingerprint, boundAtMs: nowMs() };
  if ((await bind(store, operationId, binding)) === "applied") return "confirmed";
  const bound = await store.readToken(operationId);
  const key = bound && keyOf(fingerprintKeys, bound.fingerprint); // the key of its time: keys are rotated
  if (key === undefined || !isFor(bound, instanceId, fingerprintOf(key, operation, input, Object.keys(secrets))))
    return "taken";
  return openSinceMs < bound.boundAtMs + tokenLifeMs ? "confirmed" : "expired";
}

const isFor = (bound: TokenBinding | undefined, instanceId: string, fingerprint: string): bound is TokenBinding =>
  bound?.instanceId === instanceId && bound.fingerprint === fingerprint;

/** A binding whose answer was lost is made again; a refusal then is left to the comparison with what is stored. */
async function bind(store: Needs["store"], operationId: string, binding: TokenBinding): Promise<Written> {
  try {
    return await store.bindToken(operationId, binding);
  } catch (error) {
    unknownOnly(error);
    return await store.bindToken(operationId, binding);
  }
}
