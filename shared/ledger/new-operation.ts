import type { Command } from "../command.ts";
import type { NewOperation } from "./request.ts";
import type { InstanceRow } from "./row.ts";
import { eventKeyOf, type FingerprintKey, fingerprintOf, keyOf, operationIdOf, type Scope } from "./token.ts";

type Needs = { readonly scope: Scope; readonly fingerprintKeys: readonly FingerprintKey[] };

/** The operation that a command asks for; what the row knows of it already is compared under the key of its time. */
export function newOperation(
  { scope, fingerprintKeys }: Needs,
  command: Command,
  row: InstanceRow | undefined,
): NewOperation {
  const { operation, input, secrets, source, actor, reason, token, clientToken, eventId, mayConsent, mayWait } =
    command;
  const operationId = operationIdOf(scope, clientToken === undefined ? "event" : "caller", token);
  const stored = row?.outcomes[operationId] ?? row?.current; // which it may be, or carry on
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
