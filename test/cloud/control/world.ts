import type { Clock } from "../core/clock.ts";
import type { Principal } from "../core/principals.ts";
import type { ChatSettings } from "../dingtalk/settings.ts";
import type { Fc } from "../fc/fc.ts";
import { type Realm, showRealms } from "./realm.ts";
import type { Resource } from "./resource.ts";

/** What a tester needs to sign calls and to find its way. */
export type WorldSettings = {
  readonly regionId: string;
  readonly accountId: string;
  readonly tablestoreInstance: string;
  readonly webhookSecret: string;
  /** By which the channels' notices are signed. */
  readonly noticesSecret: string;
  readonly consentSecret: string;
  /** The other key of the same principal, ed25519: `whsk_…` signs, `whpk_…` is for the settings. */
  readonly consentKey: { readonly secretKey: string; readonly publicKey: string };
  /** DingTalk: the corp, its app, robots and cards, with their secrets. */
  readonly dingtalk: ChatSettings;
};

type Needs = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly key: Pick<Principal, "accessKeyId" | "accessKeySecret">;
  /** The same account's, from a machine in the region's own network. */
  readonly insideKey: Pick<Principal, "accessKeyId" | "accessKeySecret">;
  readonly settings: WorldSettings;
  readonly realms: readonly Pick<Realm, "snapshot">[];
  readonly fc: Pick<Fc, "stack" | "queue" | "work" | "deadLetters">;
};

/** `GET world`: the whole world as it is now; `settings.stack` only if somebody says which one is meant. */
export function createWorldResource({ clock, key, insideKey, settings, realms, fc }: Needs): Resource {
  return {
    GET: () => ({
      now: new Date(clock.nowMs()).toISOString(),
      settings: { ...settings, stack: fc.stack, ...keyOf(key), insideKey: keyOf(insideKey) },
      ...showRealms(realms),
      queue: fc.queue(),
      work: fc.work(),
      deadLetters: fc.deadLetters(),
    }),
  };
}

const keyOf = ({ accessKeyId, accessKeySecret }: Needs["key"]) => ({ accessKeyId, accessKeySecret });
