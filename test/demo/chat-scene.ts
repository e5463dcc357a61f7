import { actingBy } from "../acting-by.ts";
import type { Conversation } from "../cloud/dingtalk/chat.ts";
import { corpTimeZone } from "../cloud/dingtalk/people.ts";
import { shown } from "../cloud/dingtalk/shown.ts";
import type { ChatView } from "../cloud/dingtalk/view.ts";
import type { Hand } from "../hand.ts";
import type { ChatFacts } from "./chat-verdict.ts";
import { instanceOf, isChange } from "./wire.ts";

/** A scene of its own kind: people talk to the bot, and two of them must say yes. */
export const chatTitle =
  "A bot is talked to in Chinese: a new system disk takes two people's yes; one clicks twice, and one tries another's code";

const stopped = "i-bp1stopped0002";
const image = "aliyun_3_x64_20G_alibase_20261001.vhd";
const corp = "dingtalk:ding0corp";
const people = [
  { name: "lin", roles: ["caller", "approver"], is: [`${corp}/lin`] },
  { name: "wei", roles: ["approver"], is: [`${corp}/wei`] },
];
const reason = '--原因 "可以更换系统盘"';

/** Until its new disk is proved; the scene goes on without it after so many minutes. */
const mostMinutes = 20;
/** As wide as a phone shows it. */
const columns = 72;

/** Plays it on a world of its own, prints what the group sees, and reads the wire log. */
export async function playChat(hand: Hand, tell: (line: string) => void): Promise<ChatFacts> {
  await hand.reset();
  await hand.quietFleet();
  const firstSeq = await lastSeq(hand);
  const asking = { approvals: { systemDisk: 2 } };
  await hand.policy({ ...actingBy([]), people, asking, notices: [{ to: "dingtalk", about: "all" }] });
  await hand.minutes(2); // the group is told of the policy
  const group = groupBy(hand, tell);
  await group.news(() => undefined);
  const say = sayBy(hand);
  await say("lin", `更换系统盘 ${stopped} --镜像 ${image} --确认 0002 --原因 "系统盘已损坏"`);
  await hand.minutes(2);
  await group.news(tell);
  const id = (await group.card()).outTrackId;
  await clickBy(hand, group, tell)("lin", 2);
  const lins = await codeOf(hand, "lin");
  const firstYesSeq = await lastSeq(hand);
  await say("lin", `批准 ${id} ${lins} ${reason}`);
  await say("wei", `批准 ${id} ${lins} ${reason}`); // a code of somebody else's
  await hand.minutes(2);
  await group.news(tell);
  await clickBy(hand, group, tell)("wei", 1);
  const secondYesSeq = await lastSeq(hand);
  await say("wei", `批准 ${id} ${await codeOf(hand, "wei")} ${reason}`);
  await group.news(tell);
  for (let minutes = 0; minutes < mostMinutes && !isProved(await group.card()); minutes++) await hand.minutes(1);
  await group.cardAgain();
  const changes = (await hand.calls(firstSeq)).filter((call) => isChange(call) && call.effect);
  return {
    changes: changes.map((call) => ({ seq: call.seq, action: call.action, instanceId: instanceOf(call) })),
    ...{ machine: stopped, yesSeqs: [firstYesSeq, secondYesSeq], cardSays: titleOf(await group.card()) },
  };
}

type Group = ReturnType<typeof groupBy>;
type Card = ChatView["cards"][number];

const titleOf = ({ data }: Card) => data["title"] ?? "";

/** What the group sees, as a terminal shows it. */
function groupBy(hand: Hand, tell: (line: string) => void) {
  let seenSeq = 0;
  const view = async () => {
    const { conversations, cards } = await hand.chat.read();
    return { group: conversations.filter(({ kind }) => kind === "group"), cards };
  };
  const card = async (): Promise<Card> => {
    const last = (await view()).cards.at(-1);
    if (last === undefined) throw new Error("No card was shown");
    return last;
  };
  const told = (conversations: ChatView["conversations"], cards: readonly Card[], line: typeof tell) => {
    for (const text of shown({ conversations, cards }, { columns, timeZone: corpTimeZone }).split("\n")) line(text);
  };
  return {
    card,
    /** What was said since it was told last. */
    news: async (line: typeof tell) => {
      const { group, cards } = await view();
      const since = group.map((one) => ({ ...one, messages: one.messages.filter(({ seq }) => seq > seenSeq) }));
      seenSeq = Math.max(seenSeq, ...since.flatMap(({ messages }) => messages.map(({ seq }) => seq)));
      told(since, cards, line);
    },
    /** The card as it is now, where it was shown. */
    cardAgain: async () => {
      const { group, cards } = await view();
      const { outTrackId } = await card();
      const only = (one: Conversation) => one.messages.filter((message) => message.card === outTrackId);
      told(
        group.map((one) => ({ ...one, messages: only(one) })),
        cards,
        tell,
      );
    },
  };
}

const isProved = (card: Card) => titleOf(card).includes("已证实");

const lastSeq = async (hand: Hand) => (await hand.calls()).at(-1)?.seq ?? 0;

/** Each waits until the bot has answered. */
const sayBy = (hand: Hand) => async (as: string, text: string) => {
  await hand.chat.say(as, text);
  await hand.idle();
};

/** If there is still something to be clicked. */
const clickBy = (hand: Hand, group: Group, tell: (line: string) => void) => async (as: string, times: number) => {
  const { outTrackId, data } = await group.card();
  if (data["buttons"] === "[]") return tell(`${as} has nothing to click any more`);
  tell(`${as} clicks [1]${times > 1 ? `, ${times} times` : ""}: a code comes to ${as}'s own chat`);
  await hand.chat.click(as, outTrackId, "approve", { times, newIds: true });
  await hand.idle();
};

/** The code that somebody's own chat was told last. */
async function codeOf(hand: Hand, as: string): Promise<string> {
  const { conversations } = await hand.chat.read();
  const told = conversations.find(({ title }) => title === as)?.messages ?? [];
  return /[0-9a-f]{32} ([0-9A-Z]{8}) /.exec(told.findLast(({ by }) => by === "robot")?.text ?? "")?.[1] ?? "no code";
}
