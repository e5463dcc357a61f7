import type { ChannelSettings } from "../channel-settings.ts";
import type { DingtalkSettings } from "../chat-settings.ts";
import type { Channel } from "../notices/channel.ts";
import { createWebhookChannel } from "../notices/webhook-channel.ts";
import { buttonKeys } from "./dingtalk/button-keys.ts";
import { createCardChannel } from "./dingtalk/card-channel.ts";
import { createGroupChannel } from "./dingtalk/group-channel.ts";
import { createRobot } from "./dingtalk/robot.ts";

type Settings = { readonly channels: readonly ChannelSettings[]; readonly dingtalk: DingtalkSettings | undefined };

/** Every way to people that the settings have, but for the log. `nowMs`: epoch milliseconds. */
export const channelsOf = ({ channels, dingtalk }: Settings, nowMs: () => number): readonly Channel[] => [
  ...channels.map(channelOf),
  ...groupOf(dingtalk, nowMs),
];

const channelOf = (settings: ChannelSettings): Channel =>
  settings.kind === "dingtalk" ? createGroupChannel(settings) : createWebhookChannel(settings);

/** The bot's group, if the settings name one. */
function groupOf(bot: DingtalkSettings | undefined, nowMs: () => number): readonly Channel[] {
  const [key] = bot === undefined ? [] : buttonKeys(bot);
  if (bot?.group === undefined || key === undefined) return [];
  return [createCardChannel({ robot: createRobot(bot, nowMs), key, hasCards: bot.template !== undefined })];
}
