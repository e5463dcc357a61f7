import type { ApiSettings, Credentials } from "../config.ts";
import { createEcs, type Ecs } from "./ecs.ts";
import { createEns, type Ens } from "./ens.ts";

/** A port per product, for who looks after operations of every kind. */
export type Clouds = { readonly ecs: Ecs; readonly ens: Ens };

type Settings = { readonly ecs: ApiSettings; readonly ens: ApiSettings };

export const createClouds = (config: Settings, credentials: Credentials, nowMs: () => number): Clouds => ({
  ecs: createEcs(config, credentials, nowMs),
  ens: createEns(config, credentials, nowMs),
});
