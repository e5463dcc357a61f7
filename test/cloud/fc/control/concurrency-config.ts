import * as z from "zod";
import { changed, DEFAULT_MAX_INSTANCES } from "../function-definition.ts";
import type { FunctionRecord } from "../registry.ts";
import { type ControlAction, functionArn, type Plane, paths, recordFor } from "./action.ts";
import { FcError, invalidArgument } from "./fc-error.ts";
import { parsed } from "./parsed.ts";

/** Instances of an account in a region (FC limits; another page says 300), which all that is reserved must fit into. */
const accountInstances = 100;

const putConcurrencyConfig: ControlAction = {
  name: "PutConcurrencyConfig",
  method: "PUT",
  path: paths.concurrency,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    const { reservedConcurrency } = parsed(z.strictObject({ reservedConcurrency: z.int().min(0) }), asked.body);
    const others = plane.registry.all().filter(({ definition }) => definition.functionName !== asked.functionName);
    const reserved = others.reduce((sum, other) => sum + (other.reservedConcurrency ?? 0), reservedConcurrency);
    if (reserved > accountInstances) throw tooMuch(reserved, plane);
    return shown(put(record, reservedConcurrency, plane), plane);
  },
};

const getConcurrencyConfig: ControlAction = {
  name: "GetConcurrencyConfig",
  method: "GET",
  path: paths.concurrency,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    if (record.reservedConcurrency !== undefined || !plane.holds("fc.concurrency-missing")) return shown(record, plane);
    throw new FcError(404, "OnDemandConfigNotFound", `concurrency config of '${asked.functionName}' does not exist`);
  },
};

const deleteConcurrencyConfig: ControlAction = {
  name: "DeleteConcurrencyConfig",
  method: "DELETE",
  path: paths.concurrency,
  run: (asked, plane) => {
    put(recordFor(asked, plane), undefined, plane);
    return undefined;
  },
};

export const concurrencyConfigActions = [putConcurrencyConfig, getConcurrencyConfig, deleteConcurrencyConfig];

function put(record: FunctionRecord, reservedConcurrency: number | undefined, { registry, holds }: Plane) {
  const most = holds("fc.max-instances") ? DEFAULT_MAX_INSTANCES : 1;
  const definition = changed(record.definition, { maxInstances: Math.min(reservedConcurrency ?? most, most) });
  const after: FunctionRecord = { ...record, definition, reservedConcurrency };
  registry.put(after);
  return after;
}

const tooMuch = (reserved: number, { holds }: Plane) => {
  const text = `reservedConcurrency: ${reserved} in all are more than the ${accountInstances} instances of the account.`;
  return holds("fc.reserved-quota") ? invalidArgument(text) : new FcError(429, "ResourceExhausted", text);
};

/** The structure ConcurrencyConfig of the API. */
const shown = ({ definition, reservedConcurrency }: FunctionRecord, { account }: Plane) => ({
  functionArn: functionArn(account, definition.functionName),
  ...(reservedConcurrency !== undefined && { reservedConcurrency }),
});
