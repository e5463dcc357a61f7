import Ecs20140526 from "@alicloud/ecs20140526";
import type { Machine } from "../remediation/machine.ts";
import { type ListedInstance, tagsOf } from "./ecs-reads.ts";
import { ofFleet, read, readPages } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { allAbout, needed, unreadable } from "./unreadable.ts";

type Client = InstanceType<typeof Ecs20140526.default>;

/** DescribeInstances, `InstanceIds`: up to 100 ids a call. */
const mostIds = 100;

/**
 * All machines of the region, page by page until `untilMs`. Throws rather than leave some out. Pages by token are whole
 * when no token follows: their TotalCount means nothing (DescribeInstances, 2024).
 */
export const listMachines = (
  client: Client,
  regionId: string,
  untilMs: number,
  nowMs: () => number,
): Promise<Machine[]> =>
  readPages<Machine, string>(
    name,
    async (nextToken) => {
      const request = new Ecs20140526.DescribeInstancesRequest({
        regionId,
        maxResults: 100,
        ...(nextToken && { nextToken }),
      });
      return read(name, client.describeInstancesWithOptions(request, readOptions()), ({ body }) => {
        const listed = body?.instances?.instance;
        if (listed === undefined && body?.totalCount !== 0) throw unreadable("AnswerWithoutList");
        return { items: (listed ?? []).map(toMachine), next: body?.nextToken || undefined, total: undefined };
      });
    },
    ofFleet(untilMs, nowMs),
  );

/** These machines, as far as the cloud knows them: one that is not listed is no more, or the list lags. */
export function readMachines(
  client: Client,
  regionId: string,
  instanceIds: readonly string[],
  untilMs: number,
  nowMs: () => number,
): Promise<Machine[]> {
  if (instanceIds.length === 0) return Promise.resolve([]);
  return readPages<Machine, true>(
    name,
    async (_, page) => {
      const ids = instanceIds.slice((page - 1) * mostIds, page * mostIds);
      const asked = { regionId, instanceIds: JSON.stringify(ids), pageSize: mostIds };
      const request = new Ecs20140526.DescribeInstancesRequest(asked);
      return read(name, client.describeInstancesWithOptions(request, readOptions()), ({ body }) => {
        const list = { items: body?.instances?.instance, total: body?.totalCount };
        const found = allAbout("asked", list, ({ instanceId }) => (ids.includes(instanceId ?? "") ? "asked" : "other"));
        const next = page * mostIds < instanceIds.length ? true : undefined;
        return { items: found.map(toMachine), next, total: undefined };
      });
    },
    ofFleet(untilMs, nowMs),
  );
}

const name = "DescribeInstances";

/** No local storage in this list does not mean no disk on the host: its disks are in another one. */
const toMachine = (found: ListedInstance): Machine => ({
  product: "ecs",
  instanceId: needed(found.instanceId, "InstanceId"),
  name: found.instanceName || undefined,
  addresses: [
    ...(found.vpcAttributes?.privateIpAddress?.ipAddress ?? []),
    ...(found.innerIpAddress?.ipAddress ?? []), // of a machine outside of a VPC
  ],
  tags: tagsOf(found),
  zone: found.zoneId,
  hasLocalDisks: (found.localStorageAmount ?? 0) > 0 ? true : undefined,
});
