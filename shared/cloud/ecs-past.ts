import Ecs20140526 from "@alicloud/ecs20140526";
import type { PastEvent } from "../remediation/answerable.ts";
import { everyStatus, type ListedEvent, toEvent } from "./ecs-reads.ts";
import { ofRegion, read, readPages, toMs } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { needed, unreadable } from "./unreadable.ts";

type Client = InstanceType<typeof Ecs20140526.default>;

/**
 * All events of the region that were published since `sinceMs`, in every status, page by page until `untilMs`. Throws
 * rather than leave some out. The cloud keeps what is over for 30 days, and kept it for 7 in older documents.
 */
export const listPast = (
  client: Client,
  regionId: string,
  sinceMs: number,
  untilMs: number,
  nowMs: () => number,
): Promise<PastEvent[]> =>
  readPages<PastEvent, string>(
    name,
    async (nextToken) => {
      const request = new Ecs20140526.DescribeInstanceHistoryEventsRequest({
        regionId,
        instanceEventCycleStatus: everyStatus,
        eventPublishTime: new Ecs20140526.DescribeInstanceHistoryEventsRequestEventPublishTime({
          start: secondOf(sinceMs),
        }),
        maxResults: 100,
        ...(nextToken && { nextToken }),
      });
      return read(name, client.describeInstanceHistoryEventsWithOptions(request, readOptions()), ({ body }) => {
        const listed = body?.instanceSystemEventSet?.instanceSystemEventType;
        if (listed === undefined && body?.totalCount !== 0) throw unreadable("AnswerWithoutList");
        return { items: (listed ?? []).map(toPast), next: body?.nextToken || undefined, total: undefined };
      });
    },
    ofRegion(untilMs, nowMs),
  );

const name = "DescribeInstanceHistoryEvents";

/** `2026-11-20T10:07:48Z`: the API takes no fraction. */
const secondOf = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, "Z");

const toPast = (event: ListedEvent): PastEvent => ({
  ...toEvent(event),
  instanceId: needed(event.instanceId, "InstanceId"),
  publishedAtMs: toMs(event.eventPublishTime),
});
