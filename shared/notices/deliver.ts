import type { ChannelState } from "../control/notices-row.ts";
import { filledUp } from "./bucket.ts";
import { type Channel, sendsForMs } from "./channel.ts";
import type { Due } from "./due.ts";
import { kinds } from "./kinds.ts";
import type { Message } from "./notice.ts";

/** A message to be sent. Its name tells whoever asks what became of it. */
export type Sending = Due & { readonly of: string };

/** What became of a channel's messages: those that it has, and how the channel stands. */
export type Delivered = { readonly reached: ReadonlySet<Sending>; readonly state: ChannelState };

type Needs = { readonly nowMs: () => number; readonly timeZone: string; readonly digestId: string };

/**
 * Sends a channel its messages until `untilMs`: what needs a person first, and of that what is about more than one
 * machine. The first one is always sent by itself. What is more than the channel takes in a minute goes into one digest.
 * After the first failure nothing more is tried in this run, so one that hangs costs its own time once. A message that
 * is refused stops no other. For example: a filter in between dislikes a machine's name. It is tried again in each run.
 */
export async function deliver(
  needs: Needs,
  channel: Channel,
  messages: readonly Sending[],
  before: ChannelState | undefined,
  untilMs: number,
): Promise<Delivered> {
  const { nowMs } = needs;
  const reached = new Set<Sending>();
  let { tokens, failing, ...state } = filledUp(before, channel.perMinute, nowMs());
  const sent = async (message: Message, ones: readonly Sending[]) => {
    tokens--;
    const taken = await channel.send(message, needs.timeZone, nowMs());
    failing = taken.kind === "taken" ? undefined : { sinceMs: failing?.sinceMs ?? nowMs(), code: taken.code };
    if (taken.kind === "taken") for (const one of ones) reached.add(one);
    return taken.kind;
  };
  const ended = (): Delivered => ({ reached, state: { ...state, tokens, ...(failing && { failing }) } });
  const halfwayMs = nowMs() + (untilMs - nowMs()) / 2;
  let left = urgentFirst(messages);
  const mayGoOn = () =>
    left.length <= 1
      ? tokens >= 1 && isTime(nowMs(), untilMs)
      : tokens >= 2 && isTime(nowMs(), left.length === messages.length ? untilMs : halfwayMs);
  for (let [next] = left; next !== undefined && mayGoOn(); [next] = left) {
    if ((await sent(messageOf(next), [next])) === "failed") return ended();
    left = left.slice(1);
  }
  const isDigested = left.length > 1 && tokens >= 1 && isTime(nowMs(), untilMs);
  if (isDigested) await sent(digestOf(left, needs), left);
  return ended();
}

/** There is time for one more answer, however late it comes. */
const isTime = (nowMs: number, untilMs: number) => nowMs + sendsForMs <= untilMs;

const urgentFirst = (messages: readonly Sending[]) =>
  [...messages].sort((a, b) => Number(isUrgent(b)) - Number(isUrgent(a)) || Number(isOfOne(a)) - Number(isOfOne(b)));
const isUrgent = ({ situation }: Due) => kinds[situation.kind].urgent;
const isOfOne = ({ situation }: Due) => situation.facts.instanceId !== undefined;

function messageOf({ situation: { id, kind, facts }, reminder }: Sending): Message {
  if (reminder === undefined) return { id, kind, about: aboutOf(facts), facts };
  return { id: `${id}.r${reminder}`, kind, about: aboutOf(facts), facts: { ...facts, reminder } };
}

const aboutOf = ({ instanceId, scope, channel }: Message["facts"]) => instanceId ?? scope ?? channel ?? "stack";

function digestOf(messages: readonly Sending[], { digestId, nowMs }: Needs): Message {
  const counts: Record<string, number> = {};
  for (const { situation } of messages) counts[situation.kind] = (counts[situation.kind] ?? 0) + 1;
  return {
    ...{ id: digestId, kind: "digest", about: "stack" },
    facts: { sinceMs: nowMs(), count: messages.length, counts },
  };
}
