import { expect, test } from "vitest";
import { channelSettings } from "../../shared/channel-settings.ts";
import { createGroupChannel } from "../../shared/chat/dingtalk/group-channel.ts";
import type { Channel } from "../../shared/notices/channel.ts";
import type { Message } from "../../shared/notices/notice.ts";
import { createDingtalkBench, type DingtalkBench } from "./dingtalk-bench.ts";

const message: Message = {
  ...{ id: "n-1", kind: "paused" as const, about: "stack" },
  facts: { sinceMs: 0, by: "wei", why: "@all **now** [look](https://example.com)" },
};

/** The channel to the group's custom robot, as the setting NOTICES has it. */
function channelTo({ cloud }: DingtalkBench, secret: string = cloud.settings.dingtalk.customSecret): Channel {
  const url = `${cloud.wireUrl}/robot/send?access_token=${cloud.settings.dingtalk.customToken}`;
  const [settings] = channelSettings.parse(JSON.stringify([{ name: "group", kind: "dingtalk", url, secret }]));
  if (settings?.kind !== "dingtalk") throw new Error("no channel of DingTalk");
  return createGroupChannel(settings);
}

const told = async ({ hand }: DingtalkBench) =>
  (await hand.chat.read()).conversations.flatMap(({ messages }) => messages.map(({ text }) => text));

test("a notice comes into the group in Chinese, signed, and nothing that somebody wrote steers the message", async () => {
  const bench = await createDingtalkBench();
  const nowMs = bench.cloud.clock.nowMs();
  expect(await channelTo(bench).send(message, "Asia/Shanghai", nowMs)).toEqual({ kind: "taken" });
  const [text = "", ...others] = await told(bench);
  expect(others).toEqual([]);
  expect(text).toMatch(/^\*\*已暂停/);
  expect(text).not.toMatch(/@all|\[look\]|https:\/\//);
});

test("a robot that takes no more says so, and is not blamed on the message; a wrong secret is", async () => {
  const bench = await createDingtalkBench();
  const nowMs = bench.cloud.clock.nowMs();
  const channel = channelTo(bench);
  for (let count = 0; count < 20; count++) await channel.send(message, "Asia/Shanghai", nowMs);
  expect(await channel.send(message, "Asia/Shanghai", nowMs)).toEqual({
    kind: "failed",
    code: "too many messages: it takes none for ten minutes",
  });
  const other = `SEC${bench.cloud.settings.dingtalk.customSecret.slice(3).split("").reverse().join("")}`;
  expect(await channelTo(await createDingtalkBench(), other).send(message, "Asia/Shanghai", nowMs)).toMatchObject({
    kind: "refused",
  });
});
