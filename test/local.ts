import path from "node:path";
import { fileURLToPath } from "node:url";
import { functionNameOf } from "../shared/function-name.ts";
import { actingBy, type EventRule } from "./acting-by.ts";
import { type Cloud, createCloud } from "./cloud/cloud.ts";
import type { Watch } from "./cloud/core/watch.ts";
import { createTables } from "./create-tables.ts";
import { install } from "./installing.ts";
import { steer, steerByConsole } from "./policies.ts";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

const stack = "redeploy-once";

/** The name under which the local cloud's FC has the function of this file: its API is called by that. */
export const deployedName = (file: string) => functionNameOf(stack, file);

/** The file of a function that is deployed under this name. */
export const fileOf = (deployed: string) => deployed.slice(deployedName("").length);

/** Who signs calls with the secret key to this public one. */
export type Signer = { readonly name: string; readonly key: string };

type LocalOptions = {
  /** P; the wire is P+1. 0 takes any free pair. */
  readonly port?: number;
  /** Path of the s.yaml to deploy; its `code` folders are relative to it. */
  readonly serverlessYaml?: string;
  /** Nothing is installed. */
  readonly isBare?: boolean;
  /** It is not the product's: its functions are there from the beginning, as they are written. */
  readonly isAsWritten?: boolean;
  readonly onFunctionLog?: (line: string) => void;
  /** What the owner wants done about events, beside what their documents say. */
  readonly eventRules?: readonly EventRule[];
  /** The whole policy instead; undefined: none was applied yet. */
  readonly policy?: object | undefined;
  /** The policy is applied by the function `console`, as its owner's are; in tests it is written beside it, which is faster. */
  readonly appliesByConsole?: boolean;
  /** Values for s.yaml that differ from the usual ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** More who sign calls, by name and public key. */
  readonly principals?: readonly Signer[];
  /** Guesses of the local cloud that are played the other way. */
  readonly flips?: readonly string[];
  /** So many web servers more in the fleet. */
  readonly herd?: number;
  /** The world runs with real time, for people who watch it; in tests it stands still until it is advanced. */
  readonly runs?: boolean;
  /** Gets what happens in the local cloud, at once. */
  readonly watch?: Watch;
};

/**
 * The local cloud with the product deployed as a user would deploy it: by its installer, from s.yaml. Secrets come in through the
 * environment, and endpoints stand in place of those that follow from the region.
 */
export async function startLocal(options: LocalOptions = {}): Promise<Cloud> {
  const {
    port = 0,
    serverlessYaml,
    onFunctionLog,
    eventRules = [],
    environment = {},
    principals = [],
    flips = [],
    herd = 0,
    runs = false,
    appliesByConsole = false,
    isAsWritten = false,
    isBare = false,
    watch,
  } = options;
  const yaml = serverlessYaml ?? path.join(root, "s.yaml");
  const policy = "policy" in options ? options.policy : actingBy(eventRules);
  const place = {
    ...{ port, flips, herd, runs },
    ...(onFunctionLog && { onFunctionLog }),
    ...(watch && { watch }),
  };
  if (isBare) return await createCloud({ ...place, stack });
  return await createCloud({
    ...place,
    ...(isAsWritten ? asWritten(yaml, environment) : asInstalled(yaml, environment, principals)),
    seed: appliesByConsole ? (cloud) => steerByConsole(cloud, policy) : (cloud) => steer(cloud, policy),
  });
}

type Environment = Readonly<Record<string, string>>;

/** By the product's own installer. */
const asInstalled = (serverlessYaml: string, environment: Environment, more: readonly Signer[]) => ({
  stack: environment["STACK"] ?? stack,
  install: (cloud: Parameters<typeof install>[0]) =>
    install(cloud, {
      serverlessYaml,
      environment: { ...environmentOf(cloud, more), ...environment },
      vars: varsOf(cloud),
    }),
});

/** As s.yaml has it, with the product's tables in an instance that everybody reaches. */
const asWritten = (serverlessYaml: string, environment: Environment) => ({
  serverlessYaml,
  environment: (cloud: Pick<Cloud, "wireUrl" | "settings">) => ({ ...environmentOf(cloud), ...environment }),
  vars: varsOf,
  install: async ({ wireUrl, settings, accessKey }: Pick<Cloud, "wireUrl" | "settings" | "accessKey">) => {
    const store = { endpoint: wireUrl, instance: settings.tablestoreInstance };
    await createTables(store, { ...accessKey, securityToken: "" });
  },
});

/** What functions of the local cloud seal consents with. */
const fingerprintKey = { id: "k1", secret: "local cloud only: no fingerprint leaves it" };

/** Values in place of those of s.yaml's `vars`: where the local cloud is, and which ledger it has. */
export const varsOf = ({ wireUrl, settings }: Pick<Cloud, "wireUrl" | "settings">) => ({
  ledger: settings.tablestoreInstance,
  "endpoints.tablestore": wireUrl,
  "endpoints.ecs": wireUrl,
  "endpoints.ens": wireUrl,
  "endpoints.fc": wireUrl,
});

/** The bot that a tester has set up in the local cloud's DingTalk. */
const botOf = (chat: Cloud["settings"]["dingtalk"], wireUrl: string) => ({
  ...{ corp: chat.corpId, robot: chat.robotCode, appKey: chat.appKey },
  ...{ secrets: [chat.appSecret], cardSecrets: [chat.cardSecret] },
  route: chat.cardRouteKey,
  ...{ group: chat.openConversationId, template: chat.cardTemplateId, api: wireUrl, oapi: wireUrl },
});

/** Values for s.yaml: whom its functions trust, and that they look at ENS. The owner has no rules on events. */
export const environmentOf = (
  { wireUrl, settings }: Pick<Cloud, "wireUrl" | "settings">,
  more: readonly Signer[] = [],
) => ({
  STACK: stack,
  ALIBABA_CLOUD_REGION: settings.regionId,
  ENS: "1",
  PRINCIPALS: JSON.stringify([
    { name: "webhook", keys: [settings.webhookSecret] },
    { name: "consent", keys: [settings.consentSecret, settings.consentKey.publicKey] },
    ...more.map(({ name, key }) => ({ name, keys: [key] })),
  ]),
  NOTICES: JSON.stringify(
    ["oncall", "backup"].map((name) => ({ name, url: `${wireUrl}/channels/${name}`, secret: settings.noticesSecret })),
  ),
  DINGTALK: JSON.stringify(botOf(settings.dingtalk, wireUrl)),
  READERS_OF_SETTINGS_MAY_CONSENT: "1", // a tester may sign with either of its keys
  FINGERPRINT_KEYS: JSON.stringify([fingerprintKey]),
});
