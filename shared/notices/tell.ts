import { firstNotices, type NoticesRow } from "../control/notices-row.ts";
import type { Recipient } from "../policy/recipients.ts";
import type { Channel } from "./channel.ts";
import { type Delivered, deliver, type Sending } from "./deliver.ts";
import { freshDue } from "./fresh-rows.ts";
import { giveBack, isTaken, takeLease } from "./lease.ts";
import { markRows } from "./mark-rows.ts";
import { placed } from "./placed.ts";
import { situationsOfStack } from "./situations-of-stack.ts";
import { stackAfter, stackDue } from "./stack-told.ts";
import type { Sent, TellNeeds } from "./tell-needs.ts";

/** The time for what is written after the last message, milliseconds. */
const writesForMs = 2_000;

/**
 * Tells people what is new to them, at least once, until `untilMs`. What was told is written after it was sent, beside the
 * operations: no run and no operation waits for a channel. Costs one list and one read if there is nothing to tell.
 */
export async function tell(needs: TellNeeds, untilMs: number): Promise<void> {
  const { steering, runs, nowMs } = needs;
  if (steering?.recipients.length === 0) return tellNobody(needs, untilMs);
  const read = await runs.readNotices();
  const who = steering ?? read?.last;
  if (who === undefined || isTaken(read, nowMs())) return;
  const found = await findOut(needs, read ?? firstNotices, who, untilMs - writesForMs);
  if (found.isNothing) return void (await markRows(needs, found.due, nothingSent, untilMs));
  const held = await takeLease(runs, read, nowMs());
  if (held !== undefined) await sendAndWrite(needs, found, held, who, untilMs);
}

type Who = { readonly recipients: readonly Recipient[]; readonly timeZone: string };
type Found = Awaited<ReturnType<typeof findOut>>;

/** What people are to hear now: of operations, and of the stack. */
async function findOut(needs: TellNeeds, before: NoticesRow, { recipients }: Who, untilMs: number) {
  const { steering, nowMs } = needs;
  const due = await freshDue(needs, recipients, untilMs);
  const seen = {
    ...needs,
    control: steering?.control,
    limits: steering?.limits ?? [],
    withinMs: steering?.breaker?.withinMs,
  };
  const stack = situationsOfStack(seen, before, nowMs());
  const ofStack = stackDue(stack, before, recipients, nowMs());
  const sendings = [...due.flatMap(({ sendings: ofRow }) => ofRow), ...ofStack];
  const { isSame } = stackAfter(stack, before, ofStack, nothingSent, nowMs());
  return { due, stack, ofStack, sendings, isNothing: sendings.length === 0 && isSame };
}

async function sendAndWrite(
  needs: TellNeeds,
  { due, stack, ofStack, sendings }: Found,
  held: NoticesRow,
  who: Who,
  untilMs: number,
): Promise<void> {
  const delivered = await sendAll(needs, await placed(needs, sendings), held, who, untilMs - writesForMs);
  const sent = reachedBy(delivered);
  const givenUp = await markRows(needs, due, sent, untilMs);
  const { told, givenUp: ofStackGivenUp } = stackAfter(stack, held, ofStack, sent, needs.nowMs());
  await giveBack(needs.runs, held, {
    stack: told,
    channels: { ...held.channels, ...Object.fromEntries([...delivered].map(([name, { state }]) => [name, state])) },
    givenUp: held.givenUp + givenUp + ofStackGivenUp,
    ...(needs.steering !== undefined && { last: { recipients: [...who.recipients], timeZone: who.timeZone } }),
  });
}

/** With nobody to tell all counts as told: who is named one day hears of what is new from then on. */
async function tellNobody(needs: TellNeeds, untilMs: number): Promise<void> {
  await markRows(needs, await freshDue(needs, [], untilMs - writesForMs), nothingSent, untilMs);
}

const nothingSent: Sent = new Map();

function reachedBy(delivered: ReadonlyMap<string, Delivered>): Sent {
  const sent = new Map<string, string[]>();
  for (const [channel, { reached }] of delivered)
    for (const { of } of reached) sent.set(of, [...(sent.get(of) ?? []), channel]);
  return sent;
}

/** Channels do not wait for each other. */
async function sendAll(
  { channels, nowMs, newId }: TellNeeds,
  sendings: readonly Sending[],
  { channels: states }: NoticesRow,
  { recipients, timeZone }: Who,
  untilMs: number,
): Promise<ReadonlyMap<string, Delivered>> {
  const names = recipients.map(({ channel }) => channel);
  const all = names.map(async (name) => {
    const channel = channels.find((one) => one.name === name) ?? notSet(name);
    const own = sendings.filter(({ to }) => to.includes(name));
    const needs = { nowMs, timeZone, digestId: `digest.${newId()}` };
    return [name, await deliver(needs, channel, own, states[name], untilMs)] as const;
  });
  return new Map(await Promise.all(all));
}

/** The policy names it, and the settings do not. */
const notSet = (name: string): Channel => ({
  name,
  perMinute: 1,
  send: async () => ({ kind: "failed", code: "the setting NOTICES does not have it" }),
});
