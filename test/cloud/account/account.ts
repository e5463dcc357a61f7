import type { Clock } from "../core/clock.ts";
import { createLogProjects, type LogProjects } from "../log/log-projects.ts";
import { createRoles, type Roles } from "../ram/roles.ts";
import { createQueues, type Queues } from "../smq/queues.ts";
import { createInstances, type TablestoreInstances } from "../tablestore/instances.ts";

/** What the account holds besides functions, tables and machines. */
export type Account = {
  readonly accountId: string;
  readonly regionId: string;
  readonly roles: Roles;
  readonly logs: LogProjects;
  readonly queues: Queues;
  readonly instances: TablestoreInstances;
  /** What the local cloud only keeps: alarms, contact groups, rules of the bus; by type and name. */
  readonly kept: Map<string, unknown>;
  readonly nowMs: () => number;
};

type Needs = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly settings: { readonly accountId: string; readonly regionId: string };
};

export const createAccount = ({ clock, settings: { accountId, regionId } }: Needs): Account => ({
  accountId,
  regionId,
  roles: createRoles({ accountId, nowMs: clock.nowMs }),
  logs: createLogProjects(),
  queues: createQueues(),
  instances: createInstances(),
  kept: new Map(),
  nowMs: clock.nowMs,
});
