import type { Clock } from "../core/clock.ts";
import { createLogProjects, type LogProjects } from "../log/log-projects.ts";
import { createRoles, type Roles } from "../ram/roles.ts";
import { createQueues, type Queues } from "../smq/queues.ts";

/** What the account holds besides functions, tables and machines. */
export type Account = {
  readonly accountId: string;
  readonly regionId: string;
  readonly roles: Roles;
  readonly logs: LogProjects;
  readonly queues: Queues;
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
});
