import { createHash } from "node:crypto";
import * as z from "zod";
import { type Loss, lossSchema } from "../loss.ts";

/** A question to people about an operation, as it was asked last. It stays in the row when it is answered. */
export const ask = z.strictObject({
  /** The first, second, … question about this operation. */
  number: z.int(),
  /** A hash of what people are shown, see `shownOf`: a yes to it is worth nothing for anything else. */
  shown: z.string(),
  /** What has happened on the machine before, if that is why people are asked. */
  because: z.string().optional(),
  /** The data that would be lost, and the disks that would be cleared or released. Empty: people are asked about the plan. */
  losses: z.array(lossSchema),
  disks: z.array(z.string()),
  /** So many people must say yes. */
  needs: z.int(),
  /** Since when it is asked, epoch milliseconds. */
  sinceMs: z.number(),
});

/** One person's yes. */
export const approval = z.strictObject({
  /** How the door knows them: by the name of a principal, or `ram`. Who that is, and whether they may, is asked at each attempt. */
  by: z.string(),
  atMs: z.number(),
  /** Of a yes to a question: the hash of what was shown. */
  shown: z.string().optional(),
  /** Of what a call says of itself: the losses that it names. */
  to: z.array(lossSchema).optional(),
  /** Proves that a door wrote it which had verified who it is, see seal.ts. */
  seal: z.string(),
});

export type Ask = z.output<typeof ask>;
export type Approval = z.output<typeof approval>;

/** What people are asked about: the operation with its input, the event and the rule, and the data that would be lost. */
type Shown = {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly eventId?: string | undefined;
  readonly rule: string | undefined;
  readonly losses: readonly Loss[];
  readonly disks: readonly string[];
};

/** A hash of what people are shown: 32 hex digits, the same for the same content. */
export function shownOf({ operation, input, eventId, rule, losses, disks }: Shown): string {
  const given = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  const content = [operation, given, eventId ?? null, rule ?? null, [...losses].sort(), [...disks].sort()];
  return createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
}

/** The id by which people name a question, such as `2-9f3a77c2b1d0`: its number, and enough of what it shows. */
export const idOfAsk = ({ number, shown }: Pick<Ask, "number" | "shown">) => `${number}-${shown.slice(0, 12)}`;

/** What an attempt wants people to be asked. `fromMs`: when that happened for which they are asked, epoch milliseconds. */
export type Asking = Omit<Ask, "number" | "sinceMs"> & { readonly fromMs?: number | undefined };

/** The question that follows: the same one goes on, and another one has another number. What has happened since is another one. */
export function nextAsk(before: Ask | undefined, { fromMs = 0, ...asking }: Asking, nowMs: number): Ask {
  const isSame = before?.shown === asking.shown && before.because === asking.because && before.sinceMs >= fromMs;
  const sinceMs = Math.max(nowMs, fromMs);
  return isSame ? { ...before, needs: asking.needs } : { ...asking, number: (before?.number ?? 0) + 1, sinceMs };
}

/** So many are kept of an operation (invented: twice as many as a policy may ask for). */
const mostApprovals = 16;

/** With one more yes. Whoever said yes before has said it anew. */
export const withApproval = (before: readonly Approval[] = [], added: Approval): Approval[] =>
  [...before.filter(({ by }) => by !== added.by), added].slice(-mostApprovals);

/** The yeses that count for a question: to just what it shows, or a call's own; and said since, if something happened before. */
export const yesesTo = ({ shown, because, sinceMs }: Ask, approvals: readonly Approval[] = []): readonly Approval[] =>
  approvals.filter(
    (said) => (said.shown === undefined || said.shown === shown) && (because === undefined || said.atMs >= sinceMs),
  );
