import * as z from "zod";
import { defineApi } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { newProcessQueryKey, readRobotMessage, robotMessageFields } from "./robot-message.ts";

/** Bytes (DingTalk, "The robot sends a group message"). */
const maxParamBytes = 15_000;

/** robot_1_0 OrgGroupSend: the robot says something in a group. */
export const orgGroupSend = defineApi({
  name: "OrgGroupSend",
  method: "POST",
  path: "/v1.0/robot/groupMessages/send",
  invalid: "invalidParameter.param.invalid",
  schema: z.strictObject({
    ...robotMessageFields,
    openConversationId: z.string("openConversationId.notExisted").min(1, "openConversationId.notExisted"),
  }),
  run: ({ settings, places, chat }, { openConversationId, ...sent }) => {
    const spoken = readRobotMessage(sent, settings);
    if (openConversationId !== places.group.id) throw new DingtalkError(400, "invalid.openConversationId");
    if (Buffer.byteLength(sent.msgParam) > maxParamBytes)
      throw new DingtalkError(400, "invalidParameter.msgParam.invalid", `msgParam may hold ${maxParamBytes} bytes.`);
    chat.say(places.group, { by: "robot", way: "OrgGroupSend", ...spoken });
    return { body: { processQueryKey: newProcessQueryKey() }, effect: true };
  },
});
