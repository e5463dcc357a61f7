import type { Command } from "../command.ts";
import type { Approval } from "./ask.ts";
import type { NewOperation } from "./change.ts";
import type { InstanceRow } from "./row.ts";
import { firstStep } from "./runbook.ts";
import { sealOf } from "./seal.ts";
import { type FingerprintKey, fingerprintOf, keyOf, operationIdOf, type Scope } from "./token.ts";

type Needs = { readonly scope: Scope; readonly fingerprintKeys: readonly FingerprintKey[] };

/** A call may be carried out for this long from when it was asked for. After that nobody expects it any more. */
export const callLifeMs = 15 * 60_000;

/** The operation that a command asks for. Its fingerprint is made with the key of the stored one, to compare them. */
export function newOperation(
  { scope, fingerprintKeys }: Needs,
  command: Command,
  row: InstanceRow | undefined,
  nowMs: number,
): NewOperation {
  const { operation, input, secrets, source, actor, reason, token, clientToken, eventId, mayRunLater } = command;
  const operationId = operationIdOf(scope, clientToken === undefined ? "event" : `caller ${actor}`, token);
  const stored = row?.outcomes[operationId] ?? row?.waiting[operationId] ?? row?.current; // perhaps the same one
  const [newest] = fingerprintKeys;
  if (newest === undefined) throw new Error("FINGERPRINT_KEYS has no key");
  const key = (stored && keyOf(fingerprintKeys, stored.fingerprint)) ?? newest;
  const { askedAtMs = nowMs } = command;
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
    ...(command.overridesFreeze === true && { overridesFreeze: true as const }),
    notAfterMs: clientToken === undefined ? undefined : Math.min(askedAtMs, nowMs) + callLifeMs,
    approval: approvalIn(command, operationId, newest, nowMs),
    isDispatch: false,
    mayRunLater,
    oneShot: Object.keys(secrets).length > 0,
    runbook: command.inSteps ? firstStep : undefined,
  };
}

/** The yes that the call itself gives, with its seal. */
function approvalIn(
  { operation, input, actor, accepts }: Command,
  operationId: string,
  key: FingerprintKey,
  atMs: number,
): Approval | undefined {
  if (accepts.length === 0) return undefined;
  const said = { by: actor, atMs, to: [...accepts] };
  return { ...said, seal: sealOf(key, { operationId, operation, input: { ...input } }, said) };
}
