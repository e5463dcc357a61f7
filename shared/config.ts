import * as z from "zod";
import { channelSettings } from "./channel-settings.ts";
import { dingtalkSetting } from "./chat-settings.ts";
import { endpoint, type Placed, refuseMisplaced } from "./endpoint.ts";
import { isStack, stackForm } from "./function-name.ts";
import { hookNamesOf, hooksServiceForm, isHooksService } from "./hook-name.ts";
import { hasPublicKeys, type Principal, principals } from "./principal.ts";
import { list, setting, UnusableSettings, unique, varied } from "./setting.ts";

/** Of 32 hexadecimal digits, the shortest that are used: 16 are different at most, fewer than 8 once in 10 million. */
const leastDifferent = 8;

/** Every setting that a function may read; each reads only what it needs. `FC_*` are set by Function Compute itself. */
const settings = z.object({
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
export type AnswerConfig = ReturnType<typeof readAnswerConfig>;
export type ChatopsConfig = ReturnType<typeof readChatopsConfig>;
export type DoctorConfig = ReturnType<typeof readDoctorConfig>;

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

/** The settings of reconcile, which nobody calls over HTTP: it knows no principal, but signs what it tells people. */
export function readReconcileConfig(env: Environment = process.env) {
  const data = usable(settings.pick(reconcileKeys), env);
  return {
    ...readPlace(data),
    ...readClouds(data),
    fc: { endpoint: data.INVOKE_ENDPOINT, regionId: data.FC_REGION },
    stack: data.STACK,
    hookNames: hookNamesOf(data.STACK, data.HOOKS_SERVICE),
    looksAtEns: data.ENS === "1",
    channels: data.NOTICES,
    dingtalk: data.DINGTALK,
    dateWindowMs: data.DATE_WINDOW_MINUTES * 60_000,
  };
}

/** The settings of console. */
export function readConsoleConfig(env: Environment = process.env) {
  const data = usable(settings.pick(consoleKeys), env);
  return {
    ...readPlace(data),
    ...readClouds(data),
    principals: principalsOf(data),
    fingerprintKeys: data.FINGERPRINT_KEYS,
    hookNames: hookNamesOf(data.STACK, data.HOOKS_SERVICE),
    dateWindowMs: data.DATE_WINDOW_MINUTES * 60_000,
  };
}

/** The settings of answer: what it carries out is what console would, and it speaks. */
export function readAnswerConfig(env: Environment = process.env) {
  const data = usable(settings.pick(answerKeys), env);
  return { ...readConsoleConfig(env), ...readChat(data) };
}

/** The settings of chatops, which nobody's key lets in: the platforms prove who speaks. */
export function readChatopsConfig(env: Environment = process.env) {
  const data = usable(settings.pick(chatopsKeys), env);
  return { ...readPlace(data), ...readChat(data) };
}

/** The settings of doctor, which has no door but FC's own. */
export function readDoctorConfig(env: Environment = process.env) {
  const data = usable(settings.pick(doctorKeys), env);
  return {
    ...readPlace(data),
    ecs: { endpoint: data.ECS_ENDPOINT, regionId: data.FC_REGION },
    fc: { endpoint: data.INVOKE_ENDPOINT, regionId: data.FC_REGION },
    stack: data.STACK,
    looksAtEns: data.ENS === "1",
  };
}

const placeKeys = {
  FC_ACCOUNT_ID: true,
  FC_REGION: true,
  TABLESTORE_ENDPOINT: true,
  TABLESTORE_INSTANCE: true,
  ENDPOINTS_ARE_MINE: true,
} as const;
const doorKeys = { PRINCIPALS: true, READERS_OF_SETTINGS_MAY_CONSENT: true } as const;
const operationKeys = { ...placeKeys, ...doorKeys, FINGERPRINT_KEYS: true } as const;
const windowKeys = { DATE_WINDOW_MINUTES: true } as const;
const cloudKeys = { ECS_ENDPOINT: true, ENS_ENDPOINT: true } as const;
const hookKeys = { STACK: true, HOOKS_SERVICE: true } as const;
const chatKeys = { STACK: true, INVOKE_ENDPOINT: true, DINGTALK: true } as const;
const chatopsKeys = { ...placeKeys, ...chatKeys } as const;
const consoleKeys = { ...operationKeys, ...cloudKeys, ...windowKeys, ...hookKeys } as const;
const answerKeys = { ...consoleKeys, ...chatKeys } as const;
const reconcileKeys = {
  ...placeKeys,
  ...cloudKeys,
  ...windowKeys,
  ...hookKeys,
  INVOKE_ENDPOINT: true,
  ENS: true,
  NOTICES: true,
  DINGTALK: true,
} as const;

const doctorKeys = { ...placeKeys, ECS_ENDPOINT: true, INVOKE_ENDPOINT: true, STACK: true, ENS: true } as const;

type Settings = z.output<typeof settings>;

/** Where a function runs, and where its ledger is. */
const readPlace = (data: Pick<Settings, keyof typeof placeKeys> & Sized) => ({
  scope: { accountId: data.FC_ACCOUNT_ID, regionId: data.FC_REGION },
  store: { endpoint: data.TABLESTORE_ENDPOINT, instance: data.TABLESTORE_INSTANCE },
  self: {
    ledger: `${data.TABLESTORE_ENDPOINT} ${data.TABLESTORE_INSTANCE}`,
    settingsBytes: data.settingsBytes,
    release: data.release,
  },
});

/** Where what was said goes, and how the bot is known. */
const readChat = (data: Pick<Settings, keyof typeof chatKeys | "FC_REGION">) => ({
  fc: { endpoint: data.INVOKE_ENDPOINT, regionId: data.FC_REGION },
  stack: data.STACK,
  dingtalk: data.DINGTALK,
});

/** Where the cloud's products answer. */
const readClouds = (data: Pick<Settings, keyof typeof cloudKeys | "FC_REGION">) => ({
  ecs: { endpoint: data.ECS_ENDPOINT, regionId: data.FC_REGION },
  ens: { endpoint: data.ENS_ENDPOINT, regionId: data.FC_REGION },
});

const readOperation = (data: Pick<Settings, keyof typeof operationKeys> & Sized) => ({
  ...readPlace(data),
  principals: principalsOf(data),
  fingerprintKeys: data.FINGERPRINT_KEYS,
});

/** A decision is worth as much as what proves it: a public key, unless the owner says otherwise. */
const principalsOf = (data: Pick<Settings, keyof typeof doorKeys>): readonly Principal[] =>
  data.PRINCIPALS.map((principal) => ({
    ...principal,
    decides: hasPublicKeys(principal) || data.READERS_OF_SETTINGS_MAY_CONSENT === "1",
  }));

type Environment = Readonly<Record<string, string | undefined>>;

type Sized = { readonly settingsBytes: number; readonly release: string | undefined };

/** Written by the installer into each function, beside the settings of s.yaml. */
const releaseSetting = "RELEASE";

function usable<T extends z.ZodObject & z.ZodType<Placed>>(schema: T, env: Environment): z.output<T> & Sized {
  const parsed = schema.superRefine(refuseMisplaced).safeParse(env);
  if (parsed.success) {
    const settingsBytes = bytesOf([...Object.keys(schema.shape), releaseSetting], env);
    return { ...parsed.data, settingsBytes, release: env[releaseSetting] };
  }
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new UnusableSettings(problems);
}

/** Names and values, as Function Compute counts what is set by us: `FC_*` are its own. */
const bytesOf = (names: readonly string[], env: Environment) =>
  names
    .filter((name) => !name.startsWith("FC_") && env[name] !== undefined)
    .reduce((sum, name) => sum + Buffer.byteLength(`${name}${env[name]}`), 0);
