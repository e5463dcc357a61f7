import * as z from "zod";
import { eventRuleSchema } from "./remediation/rules.ts";

/** Environment variables of every function. `FC_*` are set by Function Compute itself. */
const environment = z.object({
  FC_ACCOUNT_ID: setting("1000000000000001"),
  FC_REGION: setting("cn-hangzhou"),
  TABLESTORE_ENDPOINT: endpoint("https://redeploy-once.cn-hangzhou.vpc.tablestore.aliyuncs.com"),
  TABLESTORE_INSTANCE: setting("redeploy-once"),
  ECS_ENDPOINT: endpoint("https://ecs.cn-hangzhou.aliyuncs.com"),
  ENS_ENDPOINT: endpoint("https://ens.aliyuncs.com"),
  WEBHOOK_SECRETS: list(
    z.strictObject({
      name: z.string().min(1),
      secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, "must be whsec_ and at least 24 bytes in base64"),
      rights: z.array(z.enum(["mayConsent", "mayResolve"])).default([]),
    }),
    '[{"name":"oncall","secret":"whsec_…","rights":["mayConsent"]}]',
  ),
  FINGERPRINT_KEYS: list(
    z.strictObject({ id: z.string().regex(/^[a-z0-9]{1,8}$/), secret: z.string().min(32) }),
    '[{"id":"k1","secret":"at least 32 characters"}]',
  ).refine((keys) => keys.length > 0, "needs at least one key; the first one signs"),
  EVENT_RULES: list(
    eventRuleSchema,
    '[{"type":"SystemMaintenance.Reboot","statuses":["Scheduled"],"do":"RebootInstance"}]; [] for the documents\' own tables',
  ),
});

export type Principal = z.output<typeof environment>["WEBHOOK_SECRETS"][number];
export type StoreSettings = { readonly endpoint: string; readonly instance: string };
/** An endpoint of the cloud's API and the region that calls are about. */
export type ApiSettings = { readonly endpoint: string; readonly regionId: string };
export type Credentials = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
};

export type Config = ReturnType<typeof readConfig>;

/** Reads the settings once, at load. A missing or malformed one fails there, naming the variable and an example. */
export function readConfig(env: Environment = process.env) {
  const data = usable(environment, env);
  return {
    scope: { accountId: data.FC_ACCOUNT_ID, regionId: data.FC_REGION },
    store: { endpoint: data.TABLESTORE_ENDPOINT, instance: data.TABLESTORE_INSTANCE },
    ecs: { endpoint: data.ECS_ENDPOINT, regionId: data.FC_REGION },
    ens: { endpoint: data.ENS_ENDPOINT, regionId: data.FC_REGION },
    principals: data.WEBHOOK_SECRETS,
    fingerprintKeys: data.FINGERPRINT_KEYS,
    rules: data.EVENT_RULES,
  };
}

/** How late the gateway may take a request; the proof of absence waits for it. */
const windowEnvironment = z.object({
  DATE_WINDOW_MINUTES: z.coerce
    .number("must be a number of minutes, for example 60")
    .min(15, "may not be under 15, the documented window")
    .default(60),
});
const invokeEnvironment = z.object({
  INVOKE_ENDPOINT: endpoint("https://1000000000000001.cn-hangzhou-internal.fc.aliyuncs.com"),
});

export const readWindow = (env: Environment = process.env) => ({
  dateWindowMs: usable(windowEnvironment, env).DATE_WINDOW_MINUTES * 60_000,
});

/** Where invocations of other functions are queued. */
export const readInvokeEndpoint = (env: Environment = process.env) => ({
  invokeEndpoint: usable(invokeEnvironment, env).INVOKE_ENDPOINT,
});

type Environment = Readonly<Record<string, string | undefined>>;

function usable<T extends z.ZodType>(schema: T, env: Environment): z.output<T> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`Settings are not usable. ${problems.join("; ")}`);
}

function setting(example: string) {
  const hint = `must be set, for example ${example}`;
  return z.string(hint).min(1, hint);
}

function endpoint(example: string) {
  return setting(example).regex(/^https?:\/\/[^/]+$/, `must be an endpoint with its scheme, for example ${example}`);
}

/** A JSON list in a variable. Its value is secret: messages name the variable and an example, never the value. */
function list<T extends z.ZodType>(item: T, example: string) {
  return setting(example)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: `must be JSON, for example ${example}` });
        return z.NEVER;
      }
    })
    .pipe(z.array(item));
}
