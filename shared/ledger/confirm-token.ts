import type { Command } from "../command.ts";
import { type Patience, patiently } from "./patience.ts";
import type { Current } from "./row.ts";
import type { Store, TokenBinding } from "./store.ts";
import { type FingerprintKey, fingerprintOf, keyOf } from "./token.ts";

type Needs = Patience & {
  readonly store: Pick<Store, "bindToken" | "readToken">;
  readonly fingerprintKeys: readonly FingerprintKey[];
};

/** The operation that a token is bound to. If it began while the token was valid, it goes on, however old the token is by now. */
type Bound = Pick<Current, "operationId" | "operation" | "fingerprint" | "openSinceMs">;

/** A token may be used for this long. Outcomes are kept for longer, so none is forgotten while its token works. */
const tokenLifeMs = 30 * 86_400_000;

/**
 * Binds the caller's token to this command. It then belongs to one instance, operation and fingerprint for good.
 * `taken`: it belongs to another command. `expired`: it was first used so long ago that its outcome may be forgotten.
 */
export async function confirmToken(
  needs: Needs,
  { clientToken, instanceId, input, secrets }: Command,
  { operationId, operation, fingerprint, openSinceMs }: Bound,
  untilMs: number,
): Promise<"confirmed" | "taken" | "expired"> {
  if (clientToken === undefined) return "confirmed";
  const { store, nowMs, fingerprintKeys } = needs;
  const binding = { instanceId, operation, fingerprint, boundAtMs: nowMs() };
  // A binding whose answer was lost is tried again. If that is refused, the comparison below tells whether it is ours.
  if ((await patiently(needs, untilMs, () => store.bindToken(operationId, binding))) === "applied") return "confirmed";
  const bound = await patiently(needs, untilMs, () => store.readToken(operationId));
  const key = bound && keyOf(fingerprintKeys, bound.fingerprint); // the key that made it: keys are rotated
  if (key === undefined || !isFor(bound, instanceId, fingerprintOf(key, operation, input, Object.keys(secrets))))
    return "taken";
  return openSinceMs < bound.boundAtMs + tokenLifeMs ? "confirmed" : "expired";
}

const isFor = (bound: TokenBinding | undefined, instanceId: string, fingerprint: string): bound is TokenBinding =>
  bound?.instanceId === instanceId && bound.fingerprint === fingerprint;
