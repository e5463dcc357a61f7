import type { Repeat } from "../../shared/guards/repeat.ts";
import type { Current, InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import { type Effect, minuteMs } from "./cloud.ts";
import type { Intent } from "./history.ts";
import { scope } from "./names.ts";
import { halfSkewMs, type World } from "./world.ts";

const hourMs = 60 * minuteMs;
const never: Repeat = { attempts: undefined, cooldownMs: 0, isOwners: true };

/** What policies say of repetitions. A tape's numbers rest on this order. */
const kinds: readonly (readonly [name: string, repeat: Repeat])[] = [
  ["no cooldown", never],
  ["no cooldown", never],
  ["no cooldown", never],
  ["nothing said", { ...never, cooldownMs: minuteMs, isOwners: false }],
  ["an hour between them", { ...never, cooldownMs: hourMs }],
  ["two attempts a day", { attempts: { most: 2, withinMs: 24 * hourMs }, cooldownMs: hourMs, isOwners: true }],
  ["one attempt a day", { attempts: { most: 1, withinMs: 24 * hourMs }, cooldownMs: 10 * minuteMs, isOwners: true }],
];

export const repeatNamed = (wanted: string | undefined): Repeat =>
  kinds.find(([name]) => name === wanted)?.[1] ?? never;

/** In some of the random schedules the policy has a cooldown, and lets an event be tried again. */
export function chooseRepeat(world: World): void {
  const [, repeat] = kinds[world.tape.choose(kinds.length, "setup", () => kinds.map(([name]) => name))] ?? [];
  if (repeat === undefined || repeat === never) return;
  world.repeat = repeat;
  world.steers = true;
}

/** Clocks may differ by so much when an end is written and when it is judged, and the cloud's own beside them. */
const toleranceMs = 4 * halfSkewMs;

/** R: what is sent begins neither in the cooldown of another operation nor after the last attempt, unless a person says so. */
export function faultOfRepeat(world: World, intent: Intent): string | undefined {
  if (!isFirst(intent) || isByPerson(world, intent)) return undefined;
  const last = lastOf(world, intent);
  if (last !== undefined && world.nowMs < last.endsAtMs + world.repeat.cooldownMs - toleranceMs)
    return `R: ${intent.action} is sent ${Math.round((world.nowMs - last.endsAtMs) / 1_000)} s after the end of ${last.id}`;
  const { attempts } = world.repeat;
  const failed = failedIn(world, intent);
  return attempts !== undefined && failed.length >= attempts.most
    ? `R: ${intent.action} is sent after ${failed.length} that have failed`
    : undefined;
}

/** The steps of a runbook after its first are judged by no guard. */
const isFirst = ({ isBegun }: Intent) => !isBegun;

/** A person who may approve calls, or has said yes since the last one ended. */
function isByPerson({ history }: World, { instanceId, operationId, isOfPerson }: Intent): boolean {
  const saidMs = history.saidYesMs.get(`${instanceId} ${operationId}`) ?? Number.NEGATIVE_INFINITY;
  const endedMs = history.endedMs.get(instanceId) ?? 0;
  return isOfPerson || saidMs >= endedMs - toleranceMs;
}

/**
 * Our last effect on the instance by another operation. Somebody else's may have hidden it. What has failed counts if that
 * is on record: it may have left no trace, or a person who saw no effect has said so.
 */
function lastOf({ cloud, history, table }: World, { instanceId, operationId }: Intent): Effect | undefined {
  const here = cloud.effects.filter((effect) => effect.instanceId === instanceId);
  const { outcomes = {} } = table.rows.get(instanceId)?.row ?? {};
  if (here.some(({ nonce }) => nonce === undefined)) return undefined;
  return here
    .filter(({ nonce = "", fails }) => {
      const { operationId: by = "" } = history.intents.get(nonce) ?? {};
      return by !== operationId && (!fails || outcomes[by]?.state === "Failed");
    })
    .sort((a, b) => b.endsAtMs - a.endsAtMs)[0];
}

/** Who had read the row before a person's word goes by what it said for so long: a claim lasts a minute or two. */
const judgedForMs = 5 * minuteMs;

/** What has failed on the instance as it is on record, whatever it was for. */
function failedIn({ table, repeat, nowMs }: World, { instanceId, signedAtMs }: Intent) {
  const fromMs = nowMs - (repeat.attempts?.withinMs ?? 0) + toleranceMs;
  const outcomes = Object.values(table.rows.get(instanceId)?.row.outcomes ?? {});
  const isSaid = ({ judged = [] }: (typeof outcomes)[number]) =>
    judged.some(({ verdict, atMs }) => verdict === "did-not-help" && atMs < signedAtMs - judgedForMs);
  return outcomes.filter((one) => (one.state === "Failed" || isSaid(one)) && one.endedAtMs > fromMs);
}

/** Remembers when something ended, and when somebody said yes. */
export function noteEnds(world: World, instanceId: string, stored: InstanceRow | undefined, next: InstanceRow): void {
  const { endedMs, saidYesMs } = world.history;
  for (const [id, { state }] of Object.entries(next.outcomes))
    if (stored?.outcomes[id] === undefined && (state === "Succeeded" || state === "Failed"))
      endedMs.set(instanceId, world.nowMs);
  for (const [id, { wait }] of Object.entries(next.waiting))
    if (wait.code === "Approved" && stored?.waiting[id]?.wait.code !== "Approved")
      saidYesMs.set(`${instanceId} ${id}`, world.nowMs);
}

/** F2: the write that ends the operation of an event as failed stores the next one, by the next id, due after the cooldown. */
export function faultOfFurther(
  world: World,
  instanceId: string,
  stored: InstanceRow | undefined,
  next: InstanceRow,
): string | undefined {
  const fresh = Object.values(next.waiting).filter(
    ({ operationId, source }) =>
      source === "repeat" && stored?.waiting[operationId] === undefined && !isBack(stored, operationId),
  );
  const was = stored?.current;
  const wanted = was === undefined ? undefined : nextOf(world, instanceId, was, next);
  const [first, second] = fresh;
  if (wanted === undefined) return first && `F2: ${first.eventId} is to be tried again, and nothing of it has failed`;
  if (first?.operationId !== wanted || second !== undefined)
    return `F2: ${was?.eventId} has failed, and ${first?.operationId.slice(0, 6) ?? "nothing"} follows, not ${wanted.slice(0, 6)}`;
  return isTooSoon(world, first) ? `F2: ${first.eventId} is to be tried again before the cooldown is over` : undefined;
}

/** What was claimed waits again. */
const isBack = (stored: InstanceRow | undefined, operationId: string) => stored?.current?.operationId === operationId;

/** The id of what must follow a failure. A runbook may have to start its instance first. */
function nextOf(
  { product, repeat }: World,
  instanceId: string,
  { operationId, eventId, clientToken, runbook }: Current,
  { outcomes, current }: InstanceRow,
): string | undefined {
  const end = outcomes[operationId] ?? current?.runbook?.verdict;
  const isFailure = end?.state === "Failed" && runbook?.verdict === undefined;
  if (!isFailure || repeat.attempts === undefined || eventId === undefined || clientToken !== undefined)
    return undefined;
  const ids = product.idsOf(scope, instanceId, eventId);
  const at = ids.indexOf(operationId);
  return at < 0 ? undefined : ids[at + 1];
}

/** It waits for a person, or until the cooldown is over. */
const isTooSoon = ({ repeat }: World, { wait, openSinceMs }: Waiting) =>
  wait.for !== "approval" && (wait.untilMs ?? 0) < openSinceMs + repeat.cooldownMs;
