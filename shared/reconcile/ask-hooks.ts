import type { Hooks } from "../cloud/hooks.ts";
import type { HookChange } from "../ledger/change.ts";
import { isDrainedFor, isPutBack } from "../ledger/decide-hook.ts";
import { type Hook, returnedFromMs } from "../ledger/hook.ts";
import { isOpen, isOwed } from "../ledger/hooks-of-row.ts";
import { dispatchDue } from "./dispatch.ts";
import { type Asked, bodyOf } from "./hook-body.ts";
import { heldOf } from "./offered.ts";
import { type Run, swept } from "./sweep.ts";

/** So many hooks are asked at once: one that stands still delays the others of its group by its own bound. */
const groupSize = 8;

/**
 * Asks the owner's hooks: `before` of what waits for it, once it has its place, and `after` of what has ended. It works until
 * `untilMs`, and no hook is asked for longer than its bound or what is left. What a hook does is remembered by the row alone.
 */
export async function askHooks(run: Run, untilMs: number): Promise<void> {
  const all = [...run.rows].flatMap(([instanceId, row]) =>
    Object.entries(row.hooks).map(([operationId, hook]) => ({ instanceId, row, operationId, hook })),
  );
  for (let at = 0; at < all.length && run.nowMs() < untilMs; at += groupSize)
    await Promise.all(all.slice(at, at + groupSize).map((asked) => askSafely(run, asked, untilMs)));
}

async function askSafely(run: Run, asked: Asked, untilMs: number): Promise<void> {
  const { row, operationId } = asked;
  try {
    if (isAwaited(asked) && !isPutBack(row, operationId)) await askBefore(run, asked, untilMs);
    else if (isOwed(row, operationId) && !isDrainedFor(row, operationId)) await askAfter(run, asked, untilMs);
  } catch (error) {
    run.report(asked.instanceId, "failed", error);
  }
}

/** So long after it was put on record a hook is asked, milliseconds: until when it may arrive is reckoned from there. */
const asksWithinMs = 30_000;

/** That it is asked is on record first. A hook that FC would not run was not asked, unless it had been asked before. */
async function askBefore(run: Run, asked: Asked, untilMs: number): Promise<void> {
  const { hook } = asked;
  if (hook.before === undefined || !hasPlace(run, asked) || run.nowMs() < returnedFromMs(hook)) return;
  if (await isHeldNow(run, asked)) return;
  const noted = await note(run, asked, { said: "asking" });
  const askedAtMs = run.nowMs();
  // Another run's question may have been taken back since: who asks by that one owes the machine nothing on record.
  if (noted?.hook.askedAtMs === undefined || !noted.isWritten || !isAwaited(noted)) return;
  if (askedAtMs > noted.hook.askedAtMs + asksWithinMs) return; // it stood still: who put the machine back meanwhile rests on that
  const answer = await run.hooks.ask(hook.before, bodyOf(noted, "before"), boundOf(hook, untilMs - askedAtMs));
  run.report(asked.instanceId, `hook ${hook.before}: ${answer.kind}`);
  let left: Asked | undefined = noted;
  for (const word of wordsFor(answer.kind, noted.hook, askedAtMs, run.nowMs()))
    left = left && (await note(run, left, word));
  if (left === undefined || isAwaited(left)) return;
  const steering = await run.steerAnew(); // a hook takes its time: what was stopped meanwhile is not dispatched
  await dispatchDue({ ...run, steering }, asked.instanceId, left.row);
}

/** True iff something holds it by now, such as a pause or the end of its window: then nobody is asked to drain for it. */
async function isHeldNow(run: Run, asked: Asked): Promise<boolean> {
  const { instanceId, row, operationId, hook } = asked;
  const { steering, operations, lists } = run;
  const entry = row.waiting[operationId];
  if (steering === undefined || entry === undefined) return true;
  const { eventId } = entry;
  const product = operations.get(hook.operation)?.product;
  const event = product && eventId !== undefined ? await lists.find(product, instanceId, eventId) : undefined;
  const hold = heldOf(steering, { entry, event }, run.nowMs());
  if (hold === undefined) return false;
  const { code, untilMs, pause } = hold;
  await note(run, asked, { said: "held", code, untilMs, pause });
  return true;
}

/** True iff its machine has the place that it needs, as this run has read it. If nobody knows what is limited, it has none. */
const hasPlace = ({ steering }: Run, { instanceId }: Asked) =>
  steering !== undefined && (steering.limits.length === 0 || steering.control.entries[instanceId] !== undefined);

const isAwaited = ({ row, operationId }: Asked) => row.waiting[operationId]?.wait.for === "hook";

type Kind = Awaited<ReturnType<Hooks["ask"]>>["kind"];

/** What an answer changes; nothing: it is asked again in the next run. */
function wordsFor(kind: Kind, hook: Hook, askedAtMs: number, nowMs: number): readonly Word[] {
  if (kind === "ready") return [{ said: "ready", askedAtMs }];
  if (kind === "refused") return [{ said: "failed", code: "HookRefused" }];
  const silent = nowMs >= hook.sinceMs + hook.triesForMs ? [{ said: "failed", code: "HookSilent" } as const] : [];
  return kind === "notAsked" ? [{ said: "notAsked" }, ...silent] : silent;
}

/** True iff the run stood still since it put on record that it tells of what waits on: until when that may arrive is reckoned from there. */
const isLate = ({ returningAtMs }: Hook, nowMs: number) =>
  returningAtMs !== undefined && nowMs > returningAtMs + asksWithinMs;

/**
 * Told how it ended, or that it is not begun for now, at once and until it answers ready. While a question of `before` may still arrive it is told again: the
 * last word has to be this one.
 */
async function askAfter(run: Run, asked: Asked, untilMs: number): Promise<void> {
  const { hook, row, operationId } = asked;
  if (hook.after === undefined) return;
  const waitsOn = isOpen(row, operationId);
  const noted = waitsOn ? await note(run, asked, { said: "returning" }) : asked;
  const askedAtMs = run.nowMs();
  if (noted === undefined || !isOwed(noted.row, operationId) || (waitsOn && isLate(noted.hook, askedAtMs))) return;
  const answer = await run.hooks.ask(hook.after, bodyOf(noted, "after"), boundOf(hook, untilMs - askedAtMs));
  run.report(asked.instanceId, `hook ${hook.after}: ${answer.kind}`);
  if (answer.kind === "ready") await note(run, noted, { said: "done", askedAtMs });
}

const boundOf = ({ answersWithinMs }: Hook, leftMs: number) => Math.max(1, Math.min(answersWithinMs, leftMs));

/** `isWritten`: this run wrote it. */
type Noted = Asked & { readonly isWritten: boolean };

type Word = HookChange extends infer C
  ? C extends HookChange
    ? Omit<C, "kind" | "owner" | "operationId" | "seen">
    : never
  : never;

/** Writes one word about a hook, if it stands as it did. Returns it as it is known then; undefined if nothing is left of it. */
async function note(run: Run, { instanceId, row, operationId, hook }: Asked, word: Word): Promise<Noted | undefined> {
  const { row: next, isWritten } = await swept(run, instanceId, row, {
    kind: "hook",
    operationId,
    seen: hook,
    ...word,
  });
  if (next === undefined) return undefined;
  run.rows.set(instanceId, next);
  run.remembered.remember(instanceId, next, run.nowMs());
  const is = next.hooks[operationId];
  return is && { instanceId, row: next, operationId, hook: is, isWritten };
}
