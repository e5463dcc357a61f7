import { text } from "./forms.ts";

/** How a door knows a person, as a policy names them: the platform, who has the account there, and the account. */
export const identity = text(
  /^((dingtalk|feishu|slack):[\w.-]{1,64}\/[\w.-]{1,64}|webhook:[a-z0-9-]{1,32})$/,
  "a door and who somebody is there, such as dingtalk:ding0corp/0123 or webhook:lin",
);
