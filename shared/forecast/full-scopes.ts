import * as z from "zod";
import { isOf, type Limit } from "../guards/limits.ts";
import type { Stand } from "./stand.ts";

/** A scope in which nothing can begin now, and who holds it. Times are epoch milliseconds. */
export const fullSchema = z.strictObject({
  scope: z.string(),
  /** How many of those that wait count in it. */
  waiting: z.int(),
  /** How many are in flight in it, and may be. */
  inFlight: z.int(),
  limit: z.int().optional(),
  /** How many were begun in it in the last hour, and may be; and when the next one may be. */
  begun: z.int(),
  perHour: z.int().optional(),
  nextMs: z.number().optional(),
  /** The oldest first. */
  holders: z.array(z.strictObject({ instanceId: z.string(), sinceMs: z.number() })),
  moreHolders: z.int(),
});

type Full = z.output<typeof fullSchema>;

const hourMs = 3_600_000;

/** The scopes that are full now, first those for which most wait; pure. Each names so many of its holders. */
export function fullScopes(stand: Stand, mostNamed: number): readonly Full[] {
  const used = [...new Set([...stand.holders, ...Object.values(stand.hour)].flatMap(({ scopes }) => scopes))];
  return stand.limits
    .flatMap((limit) => used.filter((scope) => isOf(limit.per, scope)).map((scope) => standOf(scope, limit, stand)))
    .filter(isFull)
    .map((full) => ({
      ...full,
      holders: full.holders.slice(0, mostNamed),
      moreHolders: Math.max(0, full.holders.length - mostNamed),
    }))
    .sort((a, b) => b.waiting - a.waiting);
}

/** How a limit stands in one of its scopes. */
function standOf(scope: string, { inFlight, perHour }: Limit, { holders, hour, waiting, nowMs }: Stand): Full {
  const within = <T extends { readonly scopes?: readonly string[] | undefined }>(all: readonly T[]) =>
    all.filter(({ scopes = ["region"] }) => scopes.includes(scope));
  const own = within(holders).sort((a, b) => a.sinceMs - b.sinceMs);
  const begun = within(Object.values(hour))
    .map(({ atMs }) => atMs)
    .filter((atMs) => atMs > nowMs - hourMs)
    .sort((a, b) => a - b);
  const next = perHour === undefined || begun.length < perHour ? undefined : begun[begun.length - perHour];
  return {
    scope,
    waiting: within(waiting).length,
    inFlight: own.length,
    ...(inFlight !== undefined && { limit: inFlight }),
    begun: begun.length,
    ...(perHour !== undefined && { perHour }),
    ...(next !== undefined && { nextMs: next + hourMs }),
    holders: own.map(({ instanceId, sinceMs }) => ({ instanceId, sinceMs })),
    moreHolders: 0,
  };
}

const isFull = ({ inFlight, limit, nextMs }: Full) =>
  (limit !== undefined && inFlight >= limit) || nextMs !== undefined;
