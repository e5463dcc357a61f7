import * as z from "zod";
import { defineApi } from "./define-api.ts";
import { newProcessQueryKey, readRobotMessage, robotMessageFields } from "./robot-message.ts";

const maxUsers = 20;

/** robot_1_0 BatchSendOTO: the robot says something to people, each in their own conversation. */
export const batchSendOto = defineApi({
  name: "BatchSendOTO",
  method: "POST",
  path: "/v1.0/robot/oToMessages/batchSend",
  invalid: "invalidParameter.param.invalid",
  schema: z.strictObject({
    ...robotMessageFields,
    userIds: z
      .array(z.string(), "invalidParameter.userIds.empty")
      .min(1, "invalidParameter.userIds.empty")
      .max(maxUsers, "invalidParameter.userIds.overMax"),
  }),
  run: ({ settings, places, chat }, { userIds, ...sent }) => {
    const spoken = readRobotMessage(sent, settings);
    const known = userIds.map(places.with).filter((place) => place !== undefined);
    for (const place of known) chat.say(place, { by: "robot", way: "BatchSendOTO", ...spoken });
    const invalidStaffIdList = userIds.filter((staffId) => places.with(staffId) === undefined);
    const body = { processQueryKey: newProcessQueryKey(), invalidStaffIdList, flowControlledStaffIdList: [] };
    return { body, effect: known.length > 0 };
  },
});
