import { withoutIdle } from "./hooks-of-row.ts";
import type { Progress } from "./progress.ts";
import { pruned } from "./prune.ts";
import type { InstanceRow } from "./row.ts";
import type { Decision, Standing } from "./standing.ts";

/** The current operation, if it is in this state and this owner wrote the epoch. Otherwise somebody else took over. */
export const held = (row: InstanceRow, owner: string, state: Progress["state"]) =>
  row.owner === owner && row.current?.progress.state === state ? row.current : undefined;

/**
 * The row's next version. A write that changes the current operation grows the epoch, under its own owner. It fences
 * out everybody who read the row before. Any other write grows `beside` and leaves the owner. It fences nobody out. For
 * example: A has claimed at epoch 7, and an event is stored as waiting. A's next write is refused once, since `beside`
 * has grown. A reads again, is still the owner, and goes on.
 */
export const write = (before: InstanceRow, owner: string, next: InstanceRow, nowMs: number) => ({
  kind: "write" as const,
  next: {
    ...withoutIdle(pruned(next, nowMs)),
    ...(next.current === before.current
      ? { owner: before.owner, epoch: before.epoch, beside: before.beside + 1 }
      : { owner, epoch: before.epoch + 1, beside: before.beside }),
  },
});

export const answer = (standing: Standing): Decision => ({ kind: "answer", standing });
export const lost: Decision = answer({ kind: "lost" });
