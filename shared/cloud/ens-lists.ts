import type * as z from "zod";
import type { PastEvent } from "../remediation/answerable.ts";
import type { Machine } from "../remediation/machine.ts";
import type { EnsCall } from "./ens-facts.ts";
import {
  eventsSchema,
  everyStatus,
  hasLocalDisks,
  type instanceSchema,
  instancesSchema,
  nextAfter,
  pageOf,
  toEvent,
} from "./ens-reads.ts";
import { ofFleet, ofRegion, read, readPages } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { allAbout, itemsAbout, needed } from "./unreadable.ts";

/** All edge instances of the account, page by page until `untilMs`. Throws rather than leave some out. */
export const listMachines = (call: EnsCall, untilMs: number, nowMs: () => number): Promise<Machine[]> =>
  readPages<Machine, true>(
    instances,
    async (_, PageNumber) =>
      read(instances, call(instances, { PageNumber, PageSize: 100 }, readOptions()), (told) => {
        const { Instances, TotalCount: total } = instancesSchema.parse(told).body;
        const page = itemsAbout("listed", { items: Instances?.Instance, total }, () => "listed");
        return { items: page.map(toMachine), next: nextAfter(page), total };
      }),
    ofFleet(untilMs, nowMs),
  );

/** These edge instances, one call each, until `untilMs`: that a call takes several ids is documented by an example only. */
export const readMachines = (
  call: EnsCall,
  instanceIds: readonly string[],
  untilMs: number,
  nowMs: () => number,
): Promise<Machine[]> =>
  instanceIds.length === 0
    ? Promise.resolve([])
    : readPages<Machine, true>(
        instances,
        async (_, page) => {
          const InstanceId = instanceIds[page - 1] ?? "";
          return read(instances, call(instances, { InstanceId }, readOptions()), (told) => {
            const { Instances, TotalCount: total } = instancesSchema.parse(told).body;
            const found = allAbout(InstanceId, { items: Instances?.Instance, total }, (item) => item.InstanceId);
            return {
              items: found.map(toMachine),
              next: page < instanceIds.length ? true : undefined,
              total: undefined,
            };
          });
        },
        ofFleet(untilMs, nowMs),
      );

/** A look reads neither tags nor a zone of an edge instance, so no rule can match them. */
const toMachine = (found: z.output<typeof instanceSchema>): Machine => ({
  product: "ens",
  instanceId: needed(found.InstanceId, "InstanceId"),
  name: found.InstanceName || undefined,
  tags: {},
  zone: undefined,
  hasLocalDisks: hasLocalDisks(found),
});

/**
 * All events of the account that were published since `sinceMs`, in every status, page by page until `untilMs`. The API
 * has no filter for a time, so all are read. How long it lists what is over is documented nowhere.
 */
export async function listPast(
  call: EnsCall,
  sinceMs: number,
  untilMs: number,
  nowMs: () => number,
): Promise<PastEvent[]> {
  const all = await readPages<PastEvent, true>(
    events,
    async (_, PageNumber) => {
      const query = { ...pageOf(PageNumber), EventStatus: everyStatus };
      return read(events, call(events, query, readOptions()), (told) => {
        const { Events, TotalCount: total } = eventsSchema.parse(told).body;
        const page = itemsAbout("listed", { items: Events, total }, () => "listed");
        const items = page.map((event) => ({
          ...toEvent(event),
          instanceId: needed(event.ResourceId, "ResourceId"),
          publishedAtMs: event.PublishTime,
        }));
        return { items, next: nextAfter(page), total };
      });
    },
    ofRegion(untilMs, nowMs),
  );
  return all.filter(({ publishedAtMs = sinceMs }) => publishedAtMs >= sinceMs);
}

const instances = "DescribeInstances";
const events = "DescribeHistoryEvents";
