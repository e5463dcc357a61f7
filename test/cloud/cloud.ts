import { generateKeyPairSync, randomBytes } from "node:crypto";
import { assemble } from "./assemble.ts";
import { createAccountResource } from "./control/account.ts";
import { json } from "./control/answer.ts";
import { type ApplyPolicy, createApplyPolicy } from "./control/apply-policy.ts";
import { banner } from "./control/banner.ts";
import { createCallsResource } from "./control/calls.ts";
import { createChatResource } from "./control/chat.ts";
import { createClockResource } from "./control/clock.ts";
import { createControl } from "./control/control.ts";
import { createDisksResource } from "./control/disks.ts";
import { createEventResource, createEventsResource } from "./control/events.ts";
import { createFaultsResource } from "./control/faults.ts";
import { createFront } from "./control/front.ts";
import { createHooksResource } from "./control/hooks.ts";
import { createListener, type Serve } from "./control/listener.ts";
import { createNoticesResource } from "./control/notices.ts";
import { createPolicyResource } from "./control/policy.ts";
import { listenOnPair } from "./control/ports.ts";
import { createResetResource } from "./control/reset.ts";
import { createUsersResource } from "./control/users.ts";
import { createWire } from "./control/wire.ts";
import { createWorkResource } from "./control/work.ts";
import { createWorldResource, type WorldSettings } from "./control/world.ts";
import type { CallLog } from "./core/calls.ts";
import type { Clock } from "./core/clock.ts";
import { createCurtain } from "./core/curtain.ts";
import { type Watch, watchNothing } from "./core/watch.ts";
import { createChatSettings } from "./dingtalk/settings.ts";
import { NEW_TABLE_MS } from "./tablestore/database.ts";

type Settings = WorldSettings;

export type CloudOptions = {
  /** P; P+1 is taken too. 0: any free pair. */
  readonly port: number;
  /** Path of an s.yaml whose functions are there from the beginning, with an open Tablestore instance; none: nothing is there. */
  readonly serverlessYaml?: string;
  /** Without s.yaml: the stack that testers mean when they name a function by its file. */
  readonly stack?: string;
  /** Values for `${env('NAME')}` in s.yaml. */
  readonly environment?: (cloud: {
    readonly wireUrl: string;
    readonly url: string;
    readonly settings: Settings;
  }) => Readonly<Record<string, string>>;
  /** Values that stand in place of those of its `vars`, by their paths, such as `endpoints.ecs`. */
  readonly vars?: (cloud: {
    readonly wireUrl: string;
    readonly settings: Settings;
  }) => Readonly<Record<string, string>>;
  /** Installs what s.yaml does not (tables, or everything) through the wire; the control surface opens when it is done and ready. */
  readonly install?: (cloud: Place) => Promise<void>;
  /** What stands in the tables of a new stack, and which policy is in force there; again after each reset. */
  readonly seed?: (cloud: Place & Pick<Cloud, "applyPolicy">) => Promise<void>;
  /** Gets each line a function writes, and what goes wrong in the cloud itself. */
  readonly onFunctionLog?: (line: string) => void;
  /** Where DingTalk tells of what people do, at first and after a reset: a function, or an address on loopback; by default `chatops`. */
  readonly chatReceiver?: string;
  /** Ids of guesses whose other side is to be played; see core/guesses.ts. */
  readonly flips?: readonly string[];
  /** So many web servers more in the fleet: `i-bp1herd00001` and on. */
  readonly herd?: number;
  /** The world runs with real time, for people who watch it; else it stands still until it is advanced. */
  readonly runs?: boolean;
  /** Gets what happens, at once. */
  readonly watch?: Watch;
};

type Place = Pick<Cloud, "url" | "wireUrl" | "settings" | "accessKey" | "insideKey" | "clock">;

type AccessKey = { readonly accessKeyId: string; readonly accessKeySecret: string };

export type Cloud = {
  /** `http://127.0.0.1:P`: banner, HTTP triggers, event bus. */
  readonly url: string;
  /** `http://127.0.0.1:P+1`: the wire for the SDKs, and `/_cloud/`. */
  readonly wireUrl: string;
  readonly settings: Settings;
  /** The account's own key. */
  readonly accessKey: AccessKey;
  /** The same account's, from a machine in the region's own network: some instances of Tablestore take no others. */
  readonly insideKey: AccessKey;
  readonly clock: Clock;
  readonly calls: CallLog;
  /** Puts a policy in force by the function `console`, as `POST /_cloud/policy` does. Throws ControlError. */
  readonly applyPolicy: ApplyPolicy;
  readonly close: () => Promise<void>;
};

/** Starts the whole local cloud, ready when it resolves. Throws PortTakenError, ServerlessYamlError and UnknownGuessError. */
export async function createCloud(options: CloudOptions): Promise<Cloud> {
  const log = options.onFunctionLog ?? (() => undefined);
  const settings = createSettings();
  const serve: { front: Serve; wire: Serve } = { front: starting, wire: starting };
  const onError = (error: unknown) =>
    log(`local cloud: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const listening = await listenOnPair(options.port, [
    createListener((...request) => serve.front(...request), onError),
    createListener((...request) => serve.wire(...request), onError),
  ]);
  const url = `http://127.0.0.1:${listening.port}`;
  const wireUrl = `http://127.0.0.1:${listening.port + 1}`;
  try {
    const curtain = createCurtain(options.watch ?? watchNothing);
    const parts = await assemble(
      {
        ...options,
        url,
        wireUrl,
        watch: curtain.watch,
        environment: options.environment?.({ url, wireUrl, settings }) ?? {},
        vars: options.vars?.({ wireUrl, settings }),
      },
      settings,
      log,
    );
    const { clock, calls, principals, fc, realms } = parts;
    const [accessKey, insideKey] = [keyOf(principals.account), keyOf(principals.insider)];
    const place = { url, wireUrl, settings, accessKey, insideKey, clock };
    serve.wire = createWire(parts.products, async () => starting());
    await curtain.closedFor(async () => options.install?.(place));
    await clock.advance(NEW_TABLE_MS);
    const applyPolicy = createApplyPolicy(fc.invokeAsOwner);
    const seed = () => curtain.closedFor(async () => options.seed?.({ ...place, applyPolicy }));
    await seed();
    const reset = async () => {
      await parts.reset();
      await seed();
    };
    serve.wire = createWire(parts.products, createControl(resourcesOf({ ...parts, reset, applyPolicy }, settings)));
    serve.front = createFront(fc, () => banner({ url, wireUrl, functions: fc.functions(), realms }));
    const close = async () => {
      clock.reset();
      await fc.close();
      await listening.close();
    };
    return { ...place, calls, applyPolicy, close };
  } catch (error) {
    await listening.close();
    throw error;
  }
}

type Parts = Awaited<ReturnType<typeof assemble>>;

const keyOf = ({ accessKeyId, accessKeySecret }: AccessKey): AccessKey => ({ accessKeyId, accessKeySecret });

type Served = Parts & { readonly applyPolicy: ApplyPolicy };

const resourcesOf = (
  {
    clock,
    calls,
    faults,
    principals,
    account,
    ros,
    realms,
    world,
    fc,
    notices,
    dingtalk,
    watch,
    reset,
    applyPolicy,
  }: Served,
  settings: Settings,
) => ({
  world: createWorldResource({ clock, key: principals.account, insideKey: principals.insider, settings, realms, fc }),
  work: createWorkResource({ clock, fc }),
  calls: createCallsResource({ calls }),
  events: createEventsResource({ realms, fc, clock, watch }),
  "events/:id": createEventResource({ realms, fc, clock, watch }),
  disks: createDisksResource(world),
  faults: createFaultsResource({ faults }),
  clock: createClockResource({ clock }),
  notices: createNoticesResource({ notices }),
  chat: createChatResource({ dingtalk }),
  hooks: createHooksResource(fc),
  policy: createPolicyResource({ applyPolicy }),
  reset: createResetResource({ reset }),
  account: createAccountResource({ account, ros, fc }),
  users: createUsersResource({ principals }),
});

const createSettings = (): Settings => ({
  regionId: "cn-hangzhou",
  accountId: "1000000000000001",
  tablestoreInstance: "redeploy-once",
  webhookSecret: `whsec_${randomBytes(32).toString("base64")}`,
  noticesSecret: `whsec_${randomBytes(32).toString("base64")}`,
  consentSecret: `whsec_${randomBytes(32).toString("base64")}`,
  consentKey: newKey(),
  dingtalk: createChatSettings(),
});

/** Keys as Standard Webhooks has them for ed25519; a secret key is seed and public key in one. */
function newKey() {
  const { d = "", x = "" } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const [seed, open] = [Buffer.from(d, "base64url"), Buffer.from(x, "base64url")];
  return {
    secretKey: `whsk_${Buffer.concat([seed, open]).toString("base64")}`,
    publicKey: `whpk_${open.toString("base64")}`,
  };
}

const starting = () => json(503, { error: "The local cloud is starting.", field: null });
