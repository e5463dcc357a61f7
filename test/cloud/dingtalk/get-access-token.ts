import * as z from "zod";
import { type Api, parse } from "./define-api.ts";
import { DingtalkError } from "./dingtalk-error.ts";
import { tokenSeconds } from "./tokens.ts";

const schema = z.strictObject({ appKey: z.string(), appSecret: z.string() });

/** oauth2_1_0 GetAccessToken: an access token of the app. */
export const getAccessToken: Api = {
  name: "GetAccessToken",
  method: "POST",
  path: "/v1.0/oauth2/accessToken",
  run: ({ settings, tokens }, { body }) => {
    if (body === undefined) throw new DingtalkError(400, "Missingbody", "body is mandatory for this action.");
    const { appKey, appSecret } = parse(schema, body, "invalidClientIdOrSecret");
    if (appKey !== settings.appKey || appSecret !== settings.appSecret)
      throw new DingtalkError(400, "invalidClientIdOrSecret", "无效的clientId或者clientSecret");
    return { body: { accessToken: tokens.take(), expireIn: tokenSeconds }, effect: false };
  },
};
