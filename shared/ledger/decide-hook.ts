import { isDeepStrictEqual } from "node:util";
import type { HookChange } from "./change.ts";
import { closedFromMs, type Hook } from "./hook.ts";
import { isHeld, isOpen, isOwed } from "./hooks-of-row.ts";
import { dueNow, heldWait, type Wait } from "./progress.ts";
import type { InstanceRow } from "./row.ts";
import type { Decision } from "./standing.ts";
import { lost, write } from "./write.ts";

/**
 * Stores what came of asking a hook. It counts only for the very state that was read before it was asked. That it is asked is
 * stored before the first question: so a run that dies right after it owes the machine its `after`.
 */
export function decideHook(row: InstanceRow, change: HookChange, nowMs: number): Decision {
  const { operationId, seen } = change;
  const hook = row.hooks[operationId];
  if (hook === undefined || !isDeepStrictEqual(hook, seen)) return lost;
  return change.said === "done" ? done(row, hook, change, nowMs) : asked(row, hook, change, nowMs);
}

/**
 * It is told how it ended, or that it is not begun for now: the last word, once no question of `before` can arrive any more. Of
 * what waits on it is known until when that word itself may arrive once more.
 */
function done(row: InstanceRow, hook: Hook, { operationId, owner, askedAtMs: atMs }: Done, nowMs: number): Decision {
  const { [operationId]: _, ...others } = row.hooks;
  if (atMs < closedFromMs(hook)) return lost;
  if (!isOpen(row, operationId)) return write(row, owner, { ...row, hooks: others }, nowMs);
  if (!isHeld(row, operationId) || hook.returningAtMs === undefined) return lost;
  const { owedSinceMs: __, askedAtMs: ___, ...idle } = hook;
  return write(row, owner, { ...row, hooks: { ...others, [operationId]: idle } }, nowMs);
}

/** It is asked, or has answered, while its operation waits for it; or its machine is put back while that is held. */
function asked(row: InstanceRow, hook: Hook, change: Exclude<HookChange, Done>, nowMs: number): Decision {
  const { operationId, owner, said } = change;
  const entry = row.waiting[operationId];
  const isItsTurn = said === "returning" ? isHeld(row, operationId) : entry?.wait.for === "hook";
  if (entry === undefined || !isItsTurn) return lost;
  if (said === "asking" && isPutBack(row, operationId)) return lost;
  if (said === "notAsked" && hook.owedSinceMs !== hook.askedAtMs) return lost; // a question before this one may have arrived
  const hooks = { ...row.hooks, [operationId]: after(hook, change, nowMs) };
  const wait = waitAfter(entry.wait, change, nowMs);
  if (wait === entry.wait) return write(row, owner, { ...row, hooks }, nowMs); // the operation is as it was
  return write(row, owner, { ...row, hooks, waiting: { ...row.waiting, [operationId]: { ...entry, wait } } }, nowMs);
}

/** True iff its machine is being put back after another operation: what is told of that one would undo the drain for this one. */
export const isPutBack = (row: InstanceRow, operationId: string) =>
  Object.keys(row.hooks).some((id) => id !== operationId && isOwed(row, id) && row.hooks[id]?.after !== undefined);

/** True iff its machine is drained for another operation that goes on: it is not put back under that one. */
export const isDrainedFor = (row: InstanceRow, operationId: string) =>
  Object.keys(row.hooks).some(
    (id) => id !== operationId && row.hooks[id]?.owedSinceMs !== undefined && !isOwed(row, id),
  );

/** How its operation waits after one word about it. */
function waitAfter(wait: Wait, change: Exclude<HookChange, Done>, nowMs: number): Wait {
  if (change.said === "ready") return dueNow("HookReady", nowMs);
  if (change.said === "failed") return dueNow(change.code, nowMs);
  const { serial, deadlineMs } = wait;
  return change.said === "held" ? heldWait(change, { deadlineMs, ...(serial !== undefined && { serial }) }) : wait;
}

type Done = Extract<HookChange, { said: "done" }>;

/** The hook after one word about it. No two questions have one time, though two runs ask in one millisecond: each is known by its own. */
function after(hook: Hook, change: Exclude<HookChange, Done>, nowMs: number): Hook {
  const { owedSinceMs = nowMs, askedAtMs: askedBeforeMs, ...rest } = hook;
  switch (change.said) {
    case "asking":
      return { ...rest, owedSinceMs, askedAtMs: Math.max(nowMs, (askedBeforeMs ?? 0) + 1) };
    case "notAsked":
      return rest;
    case "held":
      return hook;
    case "returning":
      return returning(hook, nowMs);
    case "ready":
      return { ...hook, readyAtMs: change.askedAtMs };
    case "failed":
      return { ...hook, failed: { code: change.code, atMs: nowMs } };
    default:
      return change satisfies never;
  }
}

/** What it has answered counts no more: whoever goes on with the operation asks anew. */
function returning({ readyAtMs: _, failed: __, ...hook }: Hook, nowMs: number): Hook {
  return { ...hook, returningAtMs: nowMs };
}
