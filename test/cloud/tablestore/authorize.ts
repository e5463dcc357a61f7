import { allows, type Principal } from "../core/principals.ts";
import { OtsError } from "./ots-error.ts";

export type TablestoreSettings = {
  readonly accountId: string;
  readonly regionId: string;
};

/** Refuses a call that the role of its caller does not allow on every table it touches; an index is a table of its own. */
export function authorize(
  principal: Principal,
  operation: string,
  tables: readonly string[],
  { accountId, regionId, instanceName }: TablestoreSettings & { readonly instanceName: string },
): void {
  const instance = `acs:ots:${regionId}:${accountId}:instance/${instanceName}`;
  // A call on the instance as a whole (ListTable) is judged as one on any table (invented).
  for (const table of tables.length === 0 ? ["*"] : tables) {
    if (allows(principal, `ots:${operation}`, `${instance}/table/${table}`)) continue;
    throw new OtsError(
      "OTSNoPermissionAccess",
      `You have no permission to access the requested resource, please contact the resource owner. ots:${operation} on ${instance}/table/${table}`,
    );
  }
}
