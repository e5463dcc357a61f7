import { allows, type Statement } from "../core/principals.ts";
import type { FunctionProps } from "./function-props.ts";

type Logging = Pick<FunctionProps, "logConfig" | "region"> & {
  readonly accountId: string;
  readonly statements: readonly Statement[];
};

/**
 * The logstore that a role may not write to; undefined if it may, or if the function has no logs. FC ships what a
 * function writes by the function's role (FC 2.0 refused a service without the right: 403 No permission to access the
 * logstore; that 3.0 does is invented). `auto` is `serverless-<region>-<uuid>/default-logs`, whose uuid nobody knows.
 */
export function forbiddenLogstore({ logConfig, region, accountId, statements }: Logging): string | undefined {
  if (logConfig === undefined) return undefined;
  const { project, logstore } = logConfig === "auto" ? auto(region) : logConfig;
  const resource = `acs:log:${region}:${accountId}:project/${project}/logstore/${logstore}`;
  return allows({ statements }, "log:PostLogStoreLogs", resource) ? undefined : resource;
}

const auto = (region: string) => ({
  project: `serverless-${region}-00000000-0000-4000-8000-000000000000`,
  logstore: "default-logs",
});
