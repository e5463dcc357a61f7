import type { Control } from "../control/control.ts";
import type { NoticesRow } from "../control/notices-row.ts";
import { isOf } from "../guards/limits.ts";
import { digestOf } from "../policy/hash.ts";
import type { SeenStack } from "./seen-stack.ts";
import type { Situation } from "./situation.ts";

/** A full scope is told once something has waited for it for so long. */
const fullToldAfterMs = 15 * 60_000;
/** So many are named: a message is read on a phone. */
const mostHolders = 8;

type Seen = Pick<SeenStack, "limits" | "rows" | "isPart">;

/**
 * The full scopes that people are to know of; pure. What waits for one may stand in the other part of the rows: what people
 * were told of stays so until a whole walk.
 */
export function scopesToTell(seen: Seen, control: Control, { stack }: NoticesRow, nowMs: number): readonly Situation[] {
  const full = fullScopes(seen, control, nowMs);
  if (seen.isPart !== true) return full;
  const others = Object.entries(stack).filter(
    ([name, { kind }]) => kind === "scopeFull" && !full.some((one) => one.name === name),
  );
  return [
    ...full,
    ...others.map(
      ([
        name,
        {
          told: { key, id },
          facts,
        },
      ]) => ({ name, key, id, kind: "scopeFull" as const, facts }),
    ),
  ];
}

/**
 * Scopes without room for which something has waited for long, and who has their places. What a full region held before its
 * look has no scopes on record: nobody has asked yet where its machine is.
 */
function fullScopes({ limits, rows }: Seen, { entries }: Control, nowMs: number): readonly Situation[] {
  const ofRegion = limits.some(({ per }) => per === "region") ? ["region"] : [];
  const waits = [...rows.values()].flatMap(({ waiting }) =>
    Object.values(waiting).flatMap(({ wait, openSinceMs }) =>
      wait.code === "LimitReached" ? [{ scopes: wait.scopes ?? ofRegion, openSinceMs }] : [],
    ),
  );
  const scopes = [...new Set(waits.flatMap((wait) => wait.scopes))];
  return scopes.flatMap((scope) => {
    const held = Object.entries(entries).filter(([, entry]) => entry.scopes.includes(scope));
    const most = Math.min(...limits.flatMap(({ per, inFlight }) => (isOf(per, scope) ? (inFlight ?? []) : [])));
    const here = waits.filter((wait) => wait.scopes.includes(scope));
    const longestMs = Math.min(...here.map(({ openSinceMs }) => openSinceMs));
    const isLong = longestMs + fullToldAfterMs <= nowMs;
    if (held.length < most || !isLong) return [];
    const holders = held
      .map(([instanceId, { atMs }]) => ({ instanceId, sinceMs: atMs }))
      .sort((a, b) => a.sinceMs - b.sinceMs)
      .slice(0, mostHolders);
    const sinceMs = Math.max(...held.map(([, { atMs }]) => atMs));
    const id = `full-${digestOf(scope).slice(0, 12)}-scopeFull-${longestMs}`; // a tag may be in any script
    const facts = { sinceMs, scope, count: here.length, holders };
    return [{ name: `full ${scope}`, key: "scopeFull", id, kind: "scopeFull" as const, facts }];
  });
}
