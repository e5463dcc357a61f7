import type * as z from "zod";
import { type Placed, refuseMisplaced } from "./endpoint.ts";
import { hookNamesOf } from "./hook-name.ts";
import { hasPublicKeys, type Principal } from "./principal.ts";
import { UnusableSettings } from "./setting.ts";
import { settings } from "./settings.ts";

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
