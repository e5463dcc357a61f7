import * as z from "zod";
import type { Say } from "./say.ts";
import { viewOf } from "./view.ts";

const event = z.object({
  InstanceId: z.string(),
  EventId: z.string(),
  Type: z.string(),
  Status: z.string(),
  NotBefore: z.iso.datetime().optional(),
  Simulated: z.boolean().optional(),
  Owner: z.object({ OperationId: z.string(), State: z.string() }).optional(),
});

const form = z.object({
  Listed: z.object({ ecs: z.iso.datetime().optional(), ens: z.iso.datetime().optional() }),
  Events: z.array(event),
  NextPage: z.string().optional(),
});

const texts = {
  en: {
    count: (count: number, unowned: number) =>
      count === 0
        ? "No event is pending."
        : `${count === 1 ? "1 event is" : `${count} events are`} pending, ${unowned} in nobody's hands.`,
    listed: (ecs: string, ens: string) => `As listed: ECS ${ecs}, ENS ${ens}.`,
    never: "never",
    notBefore: (when: string) => `not before ${when}`,
    simulated: "simulated",
    nobody: "in nobody's hands",
    between: ", ",
    of: ": ",
    more: (page: string) => `There is more: events --page ${page}`,
  },
  zh: {
    count: (count: number, unowned: number) =>
      count === 0 ? "没有待处理的事件。" : `${count} 个待处理的事件，其中 ${unowned} 个无人处理。`,
    listed: (ecs: string, ens: string) => `列出时间：ECS ${ecs}，ENS ${ens}。`,
    never: "从未",
    notBefore: (when: string) => `不早于 ${when}`,
    simulated: "模拟",
    nobody: "无人处理",
    between: "，",
    of: "：",
    more: (page: string) => `还有更多：事件 --页 ${page}`,
  },
};

/** What the cloud lists as pending: what nobody answers first, then what comes first. */
export const viewEvents = viewOf(form, texts, ({ Listed, Events, NextPage }, t, say) => {
  const when = (iso: string | undefined) => (iso === undefined ? t.never : say.when(iso));
  const unowned = Events.filter(({ Owner }) => Owner === undefined).length;
  return {
    head: [`**${t.count(Events.length, unowned)}**`, t.listed(when(Listed.ecs), when(Listed.ens))],
    items: Events.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b))).map((one) => eventLine(one, t, say)),
    tail: NextPage === undefined ? [] : [t.more(say.text(NextPage, 512))],
  };
});

/** ISO 8601 in UTC sorts by time; what has no time comes last. */
const orderOf = ({ Owner, NotBefore = "9" }: z.output<typeof event>) => `${Owner === undefined ? 0 : 1}${NotBefore}`;

function eventLine(one: z.output<typeof event>, t: (typeof texts)["en" | "zh"], say: Say): string {
  const { InstanceId, EventId, Type, Status, NotBefore, Simulated, Owner } = one;
  return [
    `${say.text(InstanceId)}${t.of}${say.text(Type)} ${say.text(Status)}`,
    ...(Simulated === true ? [t.simulated] : []),
    ...(NotBefore === undefined ? [] : [t.notBefore(say.when(NotBefore))]),
    Owner === undefined ? t.nobody : `${say.state(Owner)} ${say.text(Owner.OperationId)}`,
    say.text(EventId),
  ].join(t.between);
}
