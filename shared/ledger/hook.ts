import * as z from "zod";

/** The owner's functions around an operation, as the policy names them: asked before, told after. */
const wanted = z.strictObject({
  /** The hook's name in the policy. */
  name: z.string(),
  before: z.string().optional(),
  after: z.string().optional(),
  /** So long one answer may take, and so long it is asked before a person is; milliseconds. */
  answersWithinMs: z.number(),
  triesForMs: z.number(),
});

export type HookWanted = z.output<typeof wanted>;

/**
 * How the hooks of one operation stand. It is kept until `after` has answered, whatever becomes of the operation: until
 * then its machine may be drained. Times are epoch milliseconds.
 */
export const hook = wanted.extend({
  operation: z.string(),
  /** Since when this round of asking goes on. */
  sinceMs: z.number(),
  /** From then on `before` may have been asked, and `after` is owed. */
  owedSinceMs: z.number().optional(),
  /** When `before` was put on record to be asked last. */
  askedAtMs: z.number().optional(),
  /** When the question began that `before` has answered with ready. */
  readyAtMs: z.number().optional(),
  /** When `after` was last put on record to be told that it is not begun for now, while the operation waits on. */
  returningAtMs: z.number().optional(),
  /** `before` has refused, or has not been ready for as long as it is asked: a person decides. */
  failed: z.strictObject({ code: z.enum(["HookRefused", "HookSilent"]), atMs: z.number() }).optional(),
});

export type Hook = z.output<typeof hook>;

/** The hook of an operation that has to be asked: a round of its own begins. */
export const roundOf = (before: Hook | undefined, wants: HookWanted, operation: string, nowMs: number): Hook => ({
  ...wants,
  operation,
  sinceMs: before?.owedSinceMs === undefined || before.readyAtMs !== undefined ? nowMs : before.sinceMs,
  ...(before?.owedSinceMs !== undefined && { owedSinceMs: before.owedSinceMs }),
  ...(before?.askedAtMs !== undefined && { askedAtMs: before.askedAtMs }),
  ...(before?.returningAtMs !== undefined && { returningAtMs: before.returningAtMs }),
});

/**
 * A question may still arrive for so long after it was put on record, milliseconds: FC takes a signature for 15 minutes
 * (documented for FC 2.0; for FC 3.0 assumed), by clocks that differ by 30 s each.
 */
const arrivesForMs = 16 * 60_000;

/** From then on no word that a machine is put back can arrive any more: only then it is drained anew. */
export const returnedFromMs = ({ returningAtMs }: Hook) =>
  returningAtMs === undefined ? 0 : returningAtMs + arrivesForMs;

/** From then on no question of `before` can arrive any more: only then `after` is the last word. */
export const closedFromMs = ({ askedAtMs }: Hook) => (askedAtMs === undefined ? 0 : askedAtMs + arrivesForMs);
