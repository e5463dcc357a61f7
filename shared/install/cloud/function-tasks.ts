import sdk from "@alicloud/fc20230330";
import * as z from "zod";
import { pages } from "./asked.ts";
import type { Needs } from "./function-writes.ts";

/** From when to when, epoch milliseconds. */
type Time = { readonly fromMs: number; readonly toMs: number };

/** What was queued for a function. */
export const createFunctionTasks = ({ client, ask }: Pick<Needs, "client" | "ask">) => ({
  /** The request ids of the invocations that a function's queue has taken in this time: FC calls them tasks. */
  queued: (name: string, { fromMs, toMs }: Time) =>
    pages(async (nextToken) => {
      const range = { startedTimeBegin: fromMs, startedTimeEnd: toMs };
      const request = new sdk.ListAsyncTasksRequest({ ...range, limit: pageSize, ...nextToken });
      const { body } = await ask(`ListAsyncTasks ${name}`, (...how) =>
        client.listAsyncTasksWithOptions(name, request, ...how),
      );
      return { items: z.array(requestIdOf).parse(body?.tasks ?? []), nextToken: body?.nextToken };
    }),
});

const pageSize = 100;

const requestIdOf = z.object({ requestId: z.string() }).transform(({ requestId }) => requestId);
