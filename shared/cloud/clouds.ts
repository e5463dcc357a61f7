import type { Ecs } from "./ecs.ts";
import type { Ens } from "./ens.ts";
import type { Fleet } from "./fleet.ts";

/** A port per product, for who looks after operations of every kind. */
export type Clouds = { readonly ecs: Ecs; readonly ens: Ens };

/** The same for who tries a policy on what there is. */
export type Fleets = { readonly ecs: Fleet; readonly ens: Fleet };

/** Each client is loaded when it is needed, which takes some milliseconds: most invocations of a cold instance need none. */
export const loadEcs = async () => (await import("./ecs.ts")).createEcs;
export const loadEns = async () => (await import("./ens.ts")).createEns;
export const loadEcsFleet = async () => (await import("./ecs-fleet.ts")).createEcsFleet;
export const loadEnsFleet = async () => (await import("./ens-fleet.ts")).createEnsFleet;
export const loadHooks = async () => (await import("./hooks.ts")).createHooks;
export const loadAsker = async () => (await import("./fc-ask.ts")).createAsker;
export const loadInvoker = async () => (await import("./fc.ts")).createInvoker;
