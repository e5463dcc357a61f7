import type { AsyncEntry } from "../async-queue.ts";
import { type ControlAction, functionArn, paths, recordFor } from "./action.ts";
import { invalidArgument } from "./fc-error.ts";

/** What a function's queue has taken, the newest first. Fields of a task that nobody here reads are left out. */
const listAsyncTasks: ControlAction = {
  name: "ListAsyncTasks",
  method: "GET",
  path: paths.asyncTasks,
  run: (asked, plane) => {
    const { functionName } = recordFor(asked, plane).definition;
    const { query } = asked;
    const unknown = [...query.keys()].find((name) => !known.includes(name));
    if (unknown !== undefined) throw invalidArgument(`${unknown}: the local cloud does not know this parameter.`);
    const limit = numberIn(query, "limit") ?? 20;
    if (limit < 1 || limit > 100) throw invalidArgument("limit: must be from 1 to 100.");
    const [fromMs = 0, toMs = Number.POSITIVE_INFINITY] = ["startedTimeBegin", "startedTimeEnd"].map((name) =>
      numberIn(query, name),
    );
    const wanted = plane
      .tasksOf(functionName)
      .filter(({ acceptedMs, taskId }) => acceptedMs >= fromMs && acceptedMs <= toMs && isNamed(taskId, query))
      .toReversed();
    const first = numberIn(query, "nextToken") ?? 0;
    return {
      tasks: wanted.slice(first, first + limit).map((entry) => shown(entry, functionArn(plane.account, functionName))),
      ...(wanted.length > first + limit && { nextToken: String(first + limit) }),
    };
  },
};

export const asyncTaskActions = [listAsyncTasks];

const known = ["limit", "nextToken", "prefix", "startedTimeBegin", "startedTimeEnd"];

const isNamed = (taskId: string, query: URLSearchParams) => taskId.startsWith(query.get("prefix") ?? "");

function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text)) throw invalidArgument(`${name}: must be a number.`);
  return Number(text);
}

const shown = ({ taskId, requestId, acceptedMs, tries, ended, run }: AsyncEntry, arn: string) => ({
  ...{ taskId, requestId, functionArn: arn, qualifier: "LATEST", startedTime: acceptedMs },
  ...{ alreadyRetriedTimes: Math.max(0, tries - 1), status: ended ?? (run === undefined ? "Enqueued" : "Running") },
});
