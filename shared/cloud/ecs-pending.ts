import Ecs20140526 from "@alicloud/ecs20140526";
import { type PendingEvent, pendingStatuses } from "../remediation/answerable.ts";
import { toEvent } from "./ecs-reads.ts";
import { ofRegion, read, readPages } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { needed, pendingItems } from "./unreadable.ts";

type Client = InstanceType<typeof Ecs20140526.default>;

/** All events of the region that are not over, page by page until `untilMs`. Throws rather than leave some out. */
export const readPending = (
  client: Client,
  regionId: string,
  untilMs: number,
  nowMs: () => number,
): Promise<PendingEvent[]> =>
  readPages<PendingEvent, string>(
    "DescribeInstanceHistoryEvents",
    async (nextToken) => {
      const request = new Ecs20140526.DescribeInstanceHistoryEventsRequest({
        regionId,
        instanceEventCycleStatus: [...pendingStatuses],
        maxResults: 100,
        ...(nextToken && { nextToken }),
      });
      const call = client.describeInstanceHistoryEventsWithOptions(request, readOptions());
      return read("DescribeInstanceHistoryEvents", call, ({ body }) => {
        const list = { items: body?.instanceSystemEventSet?.instanceSystemEventType, total: body?.totalCount };
        const items = pendingItems(list, (event) => event.eventCycleStatus?.name).map((event) => ({
          ...toEvent(event),
          instanceId: needed(event.instanceId, "InstanceId"),
        }));
        return { items, next: body?.nextToken || undefined, total: list.total };
      });
    },
    ofRegion(untilMs, nowMs),
  );
