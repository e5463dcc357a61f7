import type { Callback } from "../cloud/dingtalk/callbacks.ts";
import type { createBench } from "./bench.ts";
import { deciding } from "./deciders.ts";

/** Who is known by chat: lin asks and approves, wei approves and pauses. 0123 is of the corp, and of no policy. */
const people = [
  { name: "lin", roles: ["caller", "approver"], is: ["dingtalk:ding0corp/lin"] },
  { name: "wei", roles: ["approver", "operator"], is: ["dingtalk:ding0corp/wei"] },
];

export const isAcknowledged = ({ isAcknowledged: is }: Callback) => is;

/** People who talk to the bot of a bench's local cloud. Each waits until what they said is answered. */
export function createChatters(bench: ReturnType<typeof createBench>) {
  const hand = () => bench.hand();
  type SayOptions = Parameters<ReturnType<typeof hand>["chat"]["say"]>[2];
  type ClickOptions = Parameters<ReturnType<typeof hand>["chat"]["click"]>[3];
  const ofRobot = async (isWanted: (title: string) => boolean = () => true) => {
    const { conversations } = await hand().chat.read();
    return conversations
      .filter(({ title }) => isWanted(title))
      .flatMap(({ messages }) => messages)
      .filter(({ by }) => by === "robot")
      .sort((a, b) => a.seq - b.seq)
      .map(({ text }) => text);
  };
  const card = async () => {
    const [last] = (await hand().chat.read()).cards.slice(-1);
    if (last === undefined) throw new Error("No card was shown");
    return last;
  };
  return {
    /** Puts a policy in force by which these people decide, and the bot's group is told all. */
    installed: (more: object = {}) =>
      hand().policy(
        deciding({
          people,
          notices: [{ to: "dingtalk", about: "all" }],
          asking: { approvals: { systemDisk: 2 } },
          ...more,
        }),
      ),
    say: async (as: string, text: string, options: SayOptions = {}) => {
      const callbacks = await hand().chat.say(as, text, options);
      await hand().idle();
      return callbacks;
    },
    click: async (as: string, button: string, options: ClickOptions = {}) => {
      const callbacks = await hand().chat.click(as, (await card()).outTrackId, button, options);
      await hand().idle();
      return callbacks;
    },
    words: () => ofRobot(),
    /** What the bot has said last, wherever. */
    lastWords: async () => (await ofRobot()).at(-1) ?? "",
    /** The codes that somebody's own chat was told, the first one first. */
    codeOf: async (as: string) =>
      (await ofRobot((title) => title === as)).flatMap((text) => /[0-9a-f]{32} ([0-9A-Z]{8}) /.exec(text)?.[1] ?? []),
    card,
    /** The key of the word that came last. */
    keyOf: () =>
      /"step":"hear".*"token":"([0-9a-f]{32})"/.exec(
        bench.logs
          .join("")
          .split("\n")
          .filter((line) => line.includes('"step":"hear"'))
          .at(-1) ?? "",
      )?.[1],
    effectOf: async (instanceId: string) => (await hand().world()).instances[instanceId]?.effects,
  };
}
