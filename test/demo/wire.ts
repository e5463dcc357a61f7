import type { Call } from "../cloud/core/calls.ts";
import { operationNames } from "../subjects.ts";

type Params = Readonly<Record<string, unknown>>;
const paramsOf = ({ params }: Call): Params => (typeof params === "object" && params !== null ? { ...params } : {});

const changes = [...operationNames, "StopInstance", "StartInstance"];

/** True for a request that changes an instance: an operation, or a step of one. */
export const isChange = ({ action }: Call) => changes.includes(action);
/** True for a request to run an operation: the call that must not be repeated. */
export const isSend = ({ action }: Call) => operationNames.includes(action);
export const isInvocation = ({ action }: Call) => action === "InvokeFunction";

/** Whom a call is about. */
export const instanceOf = (call: Call) => String(paramsOf(call)["InstanceId"] ?? paramsOf(call)["ResourceId"]);

/**
 * The state that the ledger's writes left an instance's row in, as the wire saw it: of what is current, else `Waiting` if
 * something waits, else `ended`. Undefined if nothing was written.
 */
export function lastWritten(calls: readonly Call[], instanceId: string): string | undefined {
  const writes = calls.filter((call) => call.effect && isRowWrite(call, instanceId)).map(writeOf);
  if (writes.length === 0) return undefined;
  const columns = new Map<string, string>();
  for (const { put, removed } of writes) {
    for (const [name, value] of Object.entries(put)) columns.set(name, value);
    for (const name of removed) columns.delete(name);
  }
  return columns.get("state") ?? ([...columns.keys()].some(isWaiting) ? "Waiting" : "ended");
}

/** What a write of a row changes: columns that it puts, and columns that it takes away. */
function writeOf(call: Call) {
  const { put = {}, delete: removed = [] } = Object(paramsOf(call)) as {
    readonly put?: Readonly<Record<string, string>>;
    readonly delete?: readonly string[];
  };
  return { put, removed };
}

const isWaiting = (column: string) => column.startsWith("w_");

/** True for a write of an instance's row, or of any one: PutRow makes it, UpdateRow changes it. */
export function isRowWrite(call: Call, instanceId?: string): boolean {
  if (call.action !== "PutRow" && call.action !== "UpdateRow") return false;
  const { table, primaryKey } = paramsOf(call);
  const isOfInstance = instanceId === undefined || JSON.stringify(primaryKey).includes(`_${instanceId}"`);
  return isOfInstance && String(table).endsWith("_instances");
}

/** Requests per instance that the cloud took, answered or not. */
export function takenOf(calls: readonly Call[], instanceIds: readonly string[]): Readonly<Record<string, number>> {
  const taken = calls.filter((call) => isSend(call) && call.effect).map(instanceOf);
  return Object.fromEntries(instanceIds.map((id) => [id, taken.filter((instanceId) => instanceId === id).length]));
}
