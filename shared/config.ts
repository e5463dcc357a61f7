import * as z from "zod";
import { isStack, stackForm } from "./function-name.ts";
import { eventRuleSchema } from "./remediation/rules.ts";
import { endpoint, list, setting, unique } from "./setting.ts";

/** Every setting that a function may read; each reads only what it needs. `FC_*` are set by Function Compute itself. */
const settings = z.object({
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
  )
    .superRefine(
      unique(
        ({ name }) => name,
        ({ name }) => `two principals are called ${name}; a name may stand once`,
      ),
    )
    // By its bytes: the same secret may be written with and without its padding.
    .superRefine(
      unique(
        ({ secret }) => Buffer.from(secret.slice("whsec_".length), "base64").toString("hex"),
        ({ name }, other) => `${other.name} and ${name} have the same secret; each principal needs its own`,
      ),
    ),
  FINGERPRINT_KEYS: list(
    z.strictObject({ id: z.string().regex(/^[a-z0-9]{1,8}$/), secret: z.string().min(32) }),
    '[{"id":"k1","secret":"at least 32 characters"}]',
  )
    .refine((keys) => keys.length > 0, "needs at least one key; the first one signs")
    .superRefine(
      unique(
        ({ id }) => id,
        ({ id }) => `two keys have the id ${id}; a changed secret needs a new id`,
      ),
    ),
  EVENT_RULES: list(
    eventRuleSchema,
    '[{"type":"SystemMaintenance.Reboot","statuses":["Scheduled"],"do":"RebootInstance"}]; [] for the documents\' own tables',
  ),
  /** How late the gateway may take a request; the proof of absence waits for it. */
  DATE_WINDOW_MINUTES: z.coerce
    .number("must be a number of minutes, for example 60")
    .min(15, "may not be under 15, the documented window"),
  /** Where invocations of other functions are queued. */
  INVOKE_ENDPOINT: endpoint("https://1000000000000001.cn-hangzhou-internal.fc.aliyuncs.com"),
  STACK: setting("redeploy-once").refine(isStack, stackForm),
});

/** The names of all settings, for who compares them with what is deployed. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

export type Principal = z.output<typeof settings>["WEBHOOK_SECRETS"][number];
export type StoreSettings = { readonly endpoint: string; readonly instance: string };
/** An endpoint of the cloud's API and the region that calls are about. */
export type ApiSettings = { readonly endpoint: string; readonly regionId: string };
export type Credentials = {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
};

export type OperationConfig = ReturnType<typeof readOperation>;
export type ReconcileConfig = ReturnType<typeof readReconcileConfig>;
export type ConsoleConfig = ReturnType<typeof readConsoleConfig>;

/** The settings of a function that runs an operation of ECS. A missing or malformed one fails at load, by its name. */
export function readEcsConfig(env: Environment = process.env) {
  const data = usable(settings.pick({ ...operationKeys, ECS_ENDPOINT: true }), env);
  return { ...readOperation(data), ecs: { endpoint: data.ECS_ENDPOINT, regionId: data.FC_REGION } };
}

/** The settings of a function that runs an operation of ENS. */
export function readEnsConfig(env: Environment = process.env) {
  const data = usable(settings.pick({ ...operationKeys, ENS_ENDPOINT: true }), env);
  return { ...readOperation(data), ens: { endpoint: data.ENS_ENDPOINT, regionId: data.FC_REGION } };
}

/** The settings of reconcile, which nobody calls over HTTP: it holds no secret. */
export function readReconcileConfig(env: Environment = process.env) {
  const data = usable(settings.pick(reconcileKeys), env);
  return {
    ...readPlace(data),
    ecs: { endpoint: data.ECS_ENDPOINT, regionId: data.FC_REGION },
    ens: { endpoint: data.ENS_ENDPOINT, regionId: data.FC_REGION },
    fc: { endpoint: data.INVOKE_ENDPOINT, regionId: data.FC_REGION },
    stack: data.STACK,
    rules: data.EVENT_RULES,
    dateWindowMs: data.DATE_WINDOW_MINUTES * 60_000,
  };
}

/** The settings of console. */
export function readConsoleConfig(env: Environment = process.env) {
  const data = usable(settings.pick({ ...placeKeys, ...doorKeys, ...windowKeys }), env);
  return { ...readPlace(data), principals: data.WEBHOOK_SECRETS, dateWindowMs: data.DATE_WINDOW_MINUTES * 60_000 };
}

const placeKeys = {
  FC_ACCOUNT_ID: true,
  FC_REGION: true,
  TABLESTORE_ENDPOINT: true,
  TABLESTORE_INSTANCE: true,
} as const;
const doorKeys = { WEBHOOK_SECRETS: true } as const;
const operationKeys = { ...placeKeys, ...doorKeys, FINGERPRINT_KEYS: true, EVENT_RULES: true } as const;
const windowKeys = { DATE_WINDOW_MINUTES: true } as const;
const cloudKeys = { ECS_ENDPOINT: true, ENS_ENDPOINT: true, INVOKE_ENDPOINT: true } as const;
const reconcileKeys = { ...placeKeys, ...cloudKeys, ...windowKeys, STACK: true, EVENT_RULES: true } as const;

type Settings = z.output<typeof settings>;

/** Where a function runs, and where its ledger is. */
const readPlace = (data: Pick<Settings, keyof typeof placeKeys>) => ({
  scope: { accountId: data.FC_ACCOUNT_ID, regionId: data.FC_REGION },
  store: { endpoint: data.TABLESTORE_ENDPOINT, instance: data.TABLESTORE_INSTANCE },
});

const readOperation = (data: Pick<Settings, keyof typeof operationKeys>) => ({
  ...readPlace(data),
  principals: data.WEBHOOK_SECRETS,
  fingerprintKeys: data.FINGERPRINT_KEYS,
  rules: data.EVENT_RULES,
});

type Environment = Readonly<Record<string, string | undefined>>;

function usable<T extends z.ZodType>(schema: T, env: Environment): z.output<T> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(`Settings are not usable. ${problems.join("; ")}`);
}
