import * as z from "zod";
import type { Say } from "./say.ts";
import { type Standing, standingForm } from "./standing-words.ts";
import { viewOf } from "./view.ts";

const form = z.object({ Asks: z.array(standingForm), IsWhole: z.boolean() });

const texts = {
  en: {
    count: (count: number) =>
      count === 0 ? "Nobody is asked anything." : `${count === 1 ? "1 question is" : `${count} questions are`} open.`,
    loses: (what: string) => (what === "" ? "nothing is lost" : `would lose ${what}`),
    yes: (said: number, needs: number, who: string) => `${said} of ${needs} said yes${who === "" ? "" : ` (${who})`}`,
    until: (when: string) => `until ${when}`,
    yesCommand: (about: string) => `yes: approve ${about} --reason "…"`,
    between: ", ",
    of: ": ",
    more: "There are more: answer some, and look again.",
  },
  zh: {
    count: (count: number) => (count === 0 ? "没有需要人决定的问题。" : `${count} 个询问待决定。`),
    loses: (what: string) => (what === "" ? "不会丢失数据" : `将会丢失 ${what}`),
    yes: (said: number, needs: number, who: string) =>
      `${needs} 人中 ${said} 人已同意${who === "" ? "" : `（${who}）`}`,
    until: (when: string) => `至 ${when}`,
    yesCommand: (about: string) => `同意：批准 ${about} --原因 "…"`,
    between: "，",
    of: "：",
    more: "还有更多：请先处理一些，再查看。",
  },
};

/** What people are asked: what would be lost, who has said yes, until when, and how yes is said. */
export const viewAsks = viewOf(form, texts, ({ Asks, IsWhole }, t, say) => ({
  head: [`**${t.count(Asks.length)}**`],
  items: Asks.map((ask) => askLine(ask, t, say)),
  tail: IsWhole ? [] : [t.more],
}));

function askLine(ask: Standing, t: (typeof texts)["en" | "zh"], say: Say): string {
  const { InstanceId = "", Operation, Losses = [], Disks = [], ApprovedBy = [], Needs = 1, Until } = ask;
  const lost = [...Losses.map(say.loss), ...Disks.slice(0, 8).map((disk) => say.text(disk))].join(" ");
  return [
    `${say.text(InstanceId)}${t.of}${say.deed(Operation)}`,
    t.loses(lost),
    t.yes(ApprovedBy.length, Needs, say.people(ApprovedBy)),
    ...(Until === undefined ? [] : [t.until(say.when(Until))]),
    t.yesCommand(aboutOf(ask, say)),
  ].join(t.between);
}

const aboutOf = ({ OperationId, Ask }: Standing, say: Say) =>
  `${say.text(OperationId)}${Ask === undefined ? "" : ` --ask ${say.text(Ask)}`}`;
