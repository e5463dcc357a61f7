import type { Control } from "../control/control.ts";
import type { NoticesRow, StackTold } from "../control/notices-row.ts";
import type { Limit } from "../guards/limits.ts";
import { isOn, type Pause } from "../guards/pause.ts";
import { scopesToTell } from "./full-scopes.ts";
import type { SeenStack } from "./seen-stack.ts";
import type { Situation } from "./situation.ts";
import { unownedToTell } from "./unowned.ts";

const minuteMs = 60_000;
/** The end of a pause is told so long before. Source: the owner's wish, "15 minutes before". */
const pauseSoonMs = 15 * minuteMs;
/** A channel may be restarted, or answer 429, without a word to anybody (invented). */
const failingToldAfterMs = 3 * minuteMs;

/** What people are to know of the stack now, given what they were told; pure. */
export function situationsOfStack(seen: SeenStack, before: NoticesRow, nowMs: number): readonly Situation[] {
  const { control } = seen;
  const channels = Object.entries(before.channels).flatMap(([channel, { failing }]) => {
    if (failing === undefined || failing.sinceMs + failingToldAfterMs > nowMs) return [];
    const facts = { ...failing, channel };
    return [{ ...named(`channel ${channel}`, "channelFailing", String(failing.sinceMs), facts), except: channel }];
  });
  if (control === undefined) return [...channels, unreadable(before, nowMs)];
  return [
    ...channels,
    ...ofPolicy(control),
    ...control.pauses.filter((pause) => isOn(pause, nowMs)).map((pause) => ofPause(pause, nowMs)),
    ...ofStorm(seen, control),
    ...overIn(control, before, nowMs),
    ...scopesToTell(seen, control, before, nowMs),
    ...unownedToTell(seen, before, nowMs),
  ];
}

/** Its id tells it from what is told on another day: who has a message already drops what comes by the same id. */
function named(name: string, kind: Situation["kind"], about: string, facts: Situation["facts"]): Situation {
  const key = `${kind} ${about}`.trim();
  return { name, key, id: `${name} ${key}`.replaceAll(/[^\w]+/g, "-").slice(0, 128), kind, facts };
}

function unreadable({ stack }: NoticesRow, nowMs: number): Situation {
  const sinceMs = stack["unreadable"]?.facts.sinceMs ?? nowMs;
  return named("unreadable", "unreadable", String(sinceMs), { sinceMs });
}

const ofPolicy = ({ policy }: Control) =>
  policy === undefined
    ? []
    : [
        named("policy", "policyChanged", String(policy.serial), {
          ...{ sinceMs: policy.atMs, serial: policy.serial, by: policy.by, why: policy.why },
        }),
      ];

function ofPause({ id, scope, by, why, atMs, untilMs }: Pause, nowMs: number): Situation {
  const isSoon = untilMs !== undefined && untilMs - nowMs <= pauseSoonMs;
  const facts = { sinceMs: atMs, pause: id, scope, by, why, ...(untilMs !== undefined && { untilMs }) };
  return named(`pause ${id}`, isSoon ? "pauseEndsSoon" : "paused", isSoon ? String(untilMs) : "", facts);
}

/** What is pending is counted when it is told: failures apart from what is planned. */
function ofStorm(
  { events, rows, withinMs, limits }: SeenStack,
  { breaker: { tripped } }: Control,
): readonly Situation[] {
  if (tripped === undefined) return [];
  const planned = events.filter(({ type }) => !type.startsWith("SystemFailure."));
  const dueMs = Math.min(...planned.flatMap(({ notBeforeMs }) => notBeforeMs ?? []));
  const atWork = [...rows.values()].filter(({ current }) => current !== undefined);
  const numbers = {
    ...{ failures: events.length - planned.length, planned: planned.length, inFlight: atWork.length },
    ...(Number.isFinite(dueMs) && { dueMs }),
  };
  const facts = {
    sinceMs: tripped.atMs,
    count: tripped.events,
    ...(withinMs !== undefined && { withinMs }),
    ...atOnceBy(limits),
    ...(events.length > 0 && numbers),
  };
  return [named("storm", "stormBegins", String(tripped.atMs), facts)];
}

/** What may be in flight at once, by scope; said too if nothing is limited, and left out if it is limited per hour alone. */
function atOnceBy(limits: readonly Limit[]): Pick<Situation["facts"], "limits"> {
  const each = limits.flatMap(({ per, inFlight }) => (inFlight === undefined ? [] : [[per, inFlight] as const]));
  return limits.length > 0 && each.length === 0 ? {} : { limits: Object.fromEntries(each) };
}

/** What people were told has begun, and is over. */
function overIn({ pauses, breaker }: Control, { stack }: NoticesRow, nowMs: number): readonly Situation[] {
  const there = pauses.filter((pause) => isOn(pause, nowMs)).map(({ id }) => `pause ${id}`);
  return Object.entries(stack).flatMap(([name, told]) => {
    if (name === "storm") return breaker.tripped === undefined ? [over(name, "stormEnds", told, nowMs)] : [];
    return name.startsWith("pause ") && !there.includes(name) ? [over(name, "resumed", told, nowMs)] : [];
  });
}

/** Since now, or since the end that it had; told again it is since then. The end of a storm names the one that it ends. */
function over(
  name: string,
  kind: "resumed" | "stormEnds",
  { kind: was, facts, told: { key } }: StackTold,
  nowMs: number,
): Situation {
  const { count, scope, untilMs = nowMs } = facts;
  const sinceMs = was === kind ? facts.sinceMs : Math.min(nowMs, untilMs);
  return named(name, kind, kind === "stormEnds" ? (key.split(" ")[1] ?? "") : "", {
    sinceMs,
    ...(count !== undefined && { count }),
    ...(scope !== undefined && { scope }),
  });
}
