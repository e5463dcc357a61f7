import { overStatuses, type PendingEvent } from "../../shared/remediation/answerable.ts";
import { maintenance } from "./actions.ts";
import { type Cloud, overSinceMs } from "./cloud.ts";
import { isListed } from "./look.ts";
import { callPort } from "./port.ts";
import { eventOf } from "./shown.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** One list of everything pending, as DescribeInstanceHistoryEvents and DescribeHistoryEvents give it. */
export function listPending(world: World, worker: Worker, product: "ecs" | "ens"): Promise<readonly PendingEvent[]> {
  const { OpError } = world.product;
  const unread = (): never => {
    throw new OpError("unavailable", "ServiceUnavailable", `${product} not listed`);
  };
  if (!world.finds) return Promise.reject(new OpError("unavailable", "ServiceUnavailable", "nothing is listed"));
  const lists = (atMs: number) => pendingAt(world.cloud, product, atMs);
  return callPort<readonly PendingEvent[]>(world, worker, ["listPending", "listPending"], {
    arrive: () => (world.nowMs < world.unreadableUntilMs ? unread() : lists(world.nowMs)),
    lost: unread,
    special: (fate) => {
      if (fate === "lagging") return lists(world.nowMs - world.cloud.lagMs);
      if (fate === "unlisted") return [];
      return fate === "gap" ? lists(world.nowMs).slice(1) : unread();
    },
  }).then(
    (list) => {
      memoryOf(world, worker)?.toldBlindMs.delete(product);
      return list;
    },
    (error: unknown) => {
      const toldMs = memoryOf(world, worker)?.toldBlindMs.get(product) ?? Number.NEGATIVE_INFINITY;
      if (toldMs + tellAgainMs < world.nowMs) worker.unread.push(product);
      throw error;
    },
  );
}

/** How often a list that stays unreadable is told, and what two clocks may differ by. */
const tellAgainMs = 600_000 + 2 * halfSkewMs;

const memoryOf = ({ memories }: World, worker: Worker) => memories.find(({ runs }) => runs === worker);

const pendingAt = (cloud: Cloud, product: "ecs" | "ens", atMs: number): readonly PendingEvent[] =>
  [...cloud.events.values()]
    .filter(({ type, eventId }) => productOf(type) === product && isListed(overSinceMs(cloud, eventId), atMs))
    .map((event) => eventOf(cloud, event, atMs))
    .filter(({ status }) => !overStatuses.includes(status));

const productOf = (type: string) => (type === maintenance.edge ? "ens" : "ecs");
