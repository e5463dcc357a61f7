import type { Hold } from "./hold.ts";

/** So many at once, or in an hour, in each scope of a kind. */
export type Limit = {
  /** `region`, `zone` or `tag:<key>`. */
  readonly per: string;
  readonly inFlight?: number | undefined;
  readonly perHour?: number | undefined;
  /** An entry stays so much longer than its operation, milliseconds. */
  readonly restsForMs: number;
};

/** An instance's place in the control row. */
export type Entry = {
  readonly operationId: string;
  /** What it counts in, as `scopesOf` names it. */
  readonly scopes: readonly string[];
  /** Random, and new with each write of the entry. Who frees it names the one that was read before the instance row. */
  readonly mark: string;
  /** When it was written, epoch milliseconds. */
  readonly atMs: number;
  /** Set while it was handed to an operation that waits, and nobody has taken it up. */
  readonly handed?: true | undefined;
};

/** An operation that was begun in the last hour. */
type Started = { readonly atMs: number; readonly scopes: readonly string[] };

/** What the limits count. */
export type Slots = {
  /** By instance. */
  readonly entries: Readonly<Record<string, Entry>>;
  /** By operation, each once however often it is tried. Kept only where a limit is per hour. */
  readonly hour: Readonly<Record<string, Started>>;
  /** The row was made anew then, epoch milliseconds: what was begun before stands in no row. Absent: nothing was. */
  readonly startsFromMs?: number | undefined;
  /** The kinds of scopes that have been filled: a walk of the open rows has added what was in flight before. */
  readonly filled: readonly string[];
};

/** The machine as far as limits ask for it. */
export type Placed = {
  readonly zone: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
};

/** Milliseconds in which `perHour` counts. */
export const hourMs = 3_600_000;

/** The scopes that a machine counts in, one of each kind that a limit names. What has no such tag is not in its scope. */
export const scopesOf = (limits: readonly Limit[], { zone, tags }: Placed): readonly string[] => [
  ...new Set(limits.flatMap(({ per }) => scopeOf(per, zone, tags) ?? [])),
];

function scopeOf(per: string, zone: string | undefined, tags: Placed["tags"]): string | undefined {
  if (per === "region") return "region";
  if (per === "zone") return `zone ${zone ?? "unknown"}`;
  const key = per.slice("tag:".length);
  return Object.hasOwn(tags, key) ? `tag:${key}=${tags[key]}` : undefined;
}

export const isOf = (per: string, scope: string) =>
  per.startsWith("tag:") ? scope.startsWith(`${per}=`) : scope === per || scope.startsWith(`${per} `);

/** What is to be begun, and where it counts. */
type Wanted = { readonly instanceId: string; readonly operationId: string; readonly scopes: readonly string[] };

/**
 * The limit that leaves no room for an operation; pure. Its instance's own entry is not counted against it, and neither is
 * its own start in the last hour. A scope that was not filled yet is full, and so is one of which nobody knows what was begun.
 */
export function fullBy(limits: readonly Limit[], slots: Slots, wanted: Wanted, nowMs: number): Hold | undefined {
  for (const limit of limits)
    for (const scope of wanted.scopes.filter((one) => isOf(limit.per, one))) {
      const hold = fullIn(limit, scope, slots, wanted, nowMs);
      if (hold !== undefined) return hold;
    }
  return undefined;
}

function fullIn({ per, inFlight, perHour }: Limit, scope: string, slots: Slots, wanted: Wanted, nowMs: number) {
  if (inFlight !== undefined && !slots.filled.includes(per))
    return full(undefined, `what was in flight before the limit of ${scope} is still being counted`);
  const holders = Object.entries(slots.entries).filter(
    ([instanceId, { scopes }]) => instanceId !== wanted.instanceId && scopes.includes(scope),
  );
  if (inFlight !== undefined && holders.length >= inFlight)
    return full(undefined, `${scope} has ${inFlight} in flight, as the policy allows: ${namesOf(holders)}`);
  const knownFromMs = (slots.startsFromMs ?? 0) + hourMs;
  if (perHour !== undefined && nowMs < knownFromMs)
    return full(knownFromMs, `what was begun in ${scope} before the control row was made anew is not known`);
  const started = Object.entries(startsIn(slots))
    .filter(([operationId, { atMs, scopes }]) => operationId !== wanted.operationId && isIn(scopes, scope, atMs, nowMs))
    .map(([, { atMs }]) => atMs)
    .sort((a, b) => a - b);
  const first = perHour === undefined || started.length < perHour ? undefined : started[started.length - perHour];
  return first === undefined
    ? undefined
    : full(first + hourMs, `${perHour} were begun in ${scope} in the last hour, as the policy allows`);
}

/**
 * What counts as begun, by operation. What has a place and has not taken it up does for as long as it keeps it: it may begin
 * at any moment.
 */
export const startsIn = ({ entries, hour }: Pick<Slots, "entries" | "hour">): Slots["hour"] => ({
  ...Object.fromEntries(
    Object.values(entries).flatMap(({ operationId, handed, ...started }) => (handed ? [[operationId, started]] : [])),
  ),
  ...hour,
});

const isIn = (scopes: readonly string[], scope: string, atMs: number, nowMs: number) =>
  atMs > nowMs - hourMs && scopes.includes(scope);

const full = (untilMs: number | undefined, why: string): Hold => ({ code: "LimitReached", untilMs, why });

/** So many holders are named: the rest is a number. */
const mostNamed = 5;

function namesOf(holders: readonly (readonly [string, Entry])[]): string {
  const oldest = [...holders].sort(([, a], [, b]) => a.atMs - b.atMs);
  const named = oldest.slice(0, mostNamed).map(([id, { atMs }]) => `${id} since ${new Date(atMs).toISOString()}`);
  const more = holders.length - named.length;
  return `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
