import * as z from "zod";
import { channelSettings } from "./channel-settings.ts";
import { dingtalkSetting } from "./chat-settings.ts";
import { endpoint } from "./endpoint.ts";
import { isStack, stackForm } from "./function-name.ts";
import { hooksServiceForm, isHooksService } from "./hook-name.ts";
import { principals } from "./principal.ts";
import { list, setting, unique, varied } from "./setting.ts";

/** Of 32 hexadecimal digits, the shortest that are used: 16 are different at most, fewer than 8 once in 10 million. */
const leastDifferent = 8;

/** Every setting that a function may read; each reads only what it needs. `FC_*` are set by Function Compute itself. */
export const settings = z.object({
  FC_ACCOUNT_ID: setting("1000000000000001"),
  FC_REGION: setting("cn-hangzhou"),
  TABLESTORE_ENDPOINT: endpoint("https://redeploy-once.cn-hangzhou.vpc.tablestore.aliyuncs.com"),
  TABLESTORE_INSTANCE: setting("redeploy-once"),
  ECS_ENDPOINT: endpoint("https://ecs.cn-hangzhou.aliyuncs.com"),
  ENS_ENDPOINT: endpoint("https://ens.aliyuncs.com"),
  PRINCIPALS: principals,
  /** Whoever may read a function's settings can sign with the secrets in them: 1 lets such a caller decide all the same. */
  READERS_OF_SETTINGS_MAY_CONSENT: z.enum(["0", "1"], "must be 0 or 1").default("0"),
  FINGERPRINT_KEYS: list(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9]{1,8}$/),
      secret: z.string().min(32).superRefine(varied(leastDifferent)),
    }),
    '[{"id":"k1","secret":"at least 32 characters"}]',
  )
    .refine((keys) => keys.length > 0, "needs at least one key; the first one signs")
    .superRefine(
      unique(
        ({ id }) => id,
        ({ id }) => `two keys have the id ${id}; a changed secret needs a new id`,
      ),
    ),
  /** How late the gateway may take a request; the proof of absence waits for it. */
  DATE_WINDOW_MINUTES: z.coerce
    .number("must be a number of minutes, for example 60")
    .min(15, "may not be under 15, the documented window")
    .max(1_440, "may not be over 1440, a day: so long would each instance in doubt be held"),
  /** Where invocations of other functions are queued. */
  INVOKE_ENDPOINT: endpoint("https://1000000000000001.cn-hangzhou-internal.fc.aliyuncs.com"),
  /** Where people are told. */
  NOTICES: channelSettings.default([]),
  /** The bot on DingTalk. */
  DINGTALK: dingtalkSetting.optional(),
  STACK: setting("redeploy-once").refine(isStack, stackForm),
  /** The service of FC 2.0 whose functions are hooks. */
  HOOKS_SERVICE: z.string().refine(isHooksService, hooksServiceForm).default("-"),
  /** 1: events of ENS are listed and dispatched. ENS has no regions, so one stack of an account should. */
  ENS: z.enum(["0", "1"], "must be 0 or 1").default("0"),
  /** 1: whoever answers at an endpoint outside of Alibaba Cloud may have the role's credentials. */
  ENDPOINTS_ARE_MINE: z.enum(["0", "1"], "must be 0 or 1").default("0"),
});

/** The names of all settings, for who compares them with what is deployed. */
export const settingNames: readonly string[] = Object.keys(settings.shape);
