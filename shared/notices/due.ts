import type { ToldOfOne } from "../ledger/told.ts";
import type { Recipient } from "../policy/recipients.ts";
import { kinds } from "./kinds.ts";
import type { Situation } from "./situation.ts";

/** A message, and the channels that are to have it now. */
export type Due = { readonly situation: Situation; readonly to: readonly string[]; readonly reminder?: number };

/** So long it is tried to tell a channel; then it is given up, and counted (invented). */
const triedForMs = 7 * 86_400_000;

/** What is to be said of a situation now, given what was told of it; one message at most; pure. */
export function dueOf(
  situation: Situation,
  told: ToldOfOne | undefined,
  recipients: readonly Recipient[],
  nowMs: number,
): Due | undefined {
  if (situation.isQuiet) return undefined;
  const { urgent, reminds } = kinds[situation.kind];
  const hearing = recipients.filter(
    ({ about, channel }) => (about === "all" || urgent) && channel !== situation.except,
  );
  const known = knownOf(situation, told);
  const fresh = hearing.filter(
    ({ channel }) => known === undefined || known.left.includes(channel) || (reminds && !(channel in known.at)),
  );
  const same = { ...situation, id: known?.id ?? situation.id };
  if (fresh.length > 0) return { situation: same, to: fresh.map(({ channel }) => channel) };
  const again = reminds ? hearing.filter((one) => isDueAgain(one, situation, known, nowMs)) : [];
  if (again.length === 0 || known === undefined) return undefined;
  return { situation: same, to: again.map(({ channel }) => channel), reminder: known.reminders + 1 };
}

/**
 * What was told of this very situation. For example: a question was answered, and the same one is asked anew. People have to hear
 * of that, though not of each step of one operation that begins.
 */
function knownOf({ key, id, kind, isNews }: Situation, told: ToldOfOne | undefined): ToldOfOne | undefined {
  const isAnother = isNews && kinds[kind].urgent && told?.id !== id;
  return told?.key === key && !isAnother ? told : undefined;
}

function isDueAgain(recipient: Recipient, { kind }: Situation, known: ToldOfOne | undefined, nowMs: number): boolean {
  const everyMs = kind === "needsYes" ? recipient.askEveryMs : recipient.remindEveryMs;
  const atMs = known?.at[recipient.channel];
  return everyMs !== undefined && atMs !== undefined && atMs + everyMs <= nowMs;
}

/**
 * What was told of a situation after a run, given the channels that have it; pure. `isGivenUp`: channels that could not be
 * reached for a week are tried no more.
 */
export function toldAfter(
  situation: Situation,
  before: ToldOfOne | undefined,
  due: Due | undefined,
  reached: readonly string[],
  nowMs: number,
): { readonly told: ToldOfOne; readonly isGivenUp: boolean } {
  const { key, id } = situation;
  const known = knownOf(situation, before) ?? { key, id, sinceMs: nowMs, at: {}, left: [], reminders: 0 };
  const at = { ...known.at, ...Object.fromEntries(reached.map((channel) => [channel, nowMs])) };
  const unreached = (due?.reminder === undefined ? (due?.to ?? []) : []).filter(
    (channel) => !reached.includes(channel),
  );
  const isGivenUp = unreached.length > 0 && known.sinceMs + triedForMs <= nowMs;
  const reminders = due?.reminder !== undefined && reached.length > 0 ? due.reminder : known.reminders;
  // A channel that was given up has a time: so it is not taken for one that was never told.
  const over = isGivenUp ? Object.fromEntries(unreached.map((channel) => [channel, nowMs])) : {};
  return { told: { ...known, at: { ...at, ...over }, left: isGivenUp ? [] : unreached, reminders }, isGivenUp };
}
