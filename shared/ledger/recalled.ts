import type { Command, Dispatched } from "../command.ts";
import type { NewOperation } from "./change.ts";
import type { InstanceRow } from "./row.ts";

/**
 * The command and operation of an operation on record. A dispatch only names the operation, so all of it comes from the
 * row. Undefined if nothing of it is left to do.
 */
export function recalled(
  { operation, operationId, instanceId }: Dispatched,
  row: InstanceRow | undefined,
): { readonly command: Command; readonly operation: NewOperation } | undefined {
  const current = row?.current?.operationId === operationId ? row.current : undefined;
  const stored = current ?? row?.waiting[operationId];
  if (stored === undefined) return undefined;
  const { input, fingerprint, source, actor, reason, clientToken, eventId, notAfterMs, runbook } = stored;
  const asked = { operation, input, source, actor, reason, mayRunLater: true };
  return {
    command: {
      ...asked,
      accepts: [],
      instanceId,
      secrets: {},
      inSteps: runbook !== undefined,
      token: clientToken ?? operationId,
      clientToken,
      eventId,
    },
    operation: {
      ...asked,
      operationId,
      fingerprint,
      ...(clientToken !== undefined && { clientToken }),
      ...(eventId !== undefined && { eventId }),
      notAfterMs,
      runbook,
      approval: undefined,
      oneShot: false,
      isDispatch: true,
    },
  };
}
