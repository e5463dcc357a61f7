import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import type { Parameters } from "../rpc/parameters.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";
import type { World, WorldSettings } from "../world/world.ts";
import { actions } from "./actions.ts";
import type { Action } from "./define-action.ts";
import { ecsErrors } from "./ecs-errors.ts";
import { resourcesOf } from "./ram-resources.ts";

type Needs = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly world: World;
  readonly settings: WorldSettings;
};

/** The ECS API, version 2014-05-26, on the wire. */
export const createEcs = ({ world, settings, ...needs }: Needs): Product =>
  createRpcProduct<World>(
    {
      product: "ecs",
      version: "2014-05-26",
      signerFirst: world.holds("ecs.order"),
      origin: { host: `ecs.${settings.regionId}.aliyuncs.com`, productCode: "Ecs" },
      actions,
      state: world,
      throttle: ecsErrors.throttled,
      requireRight: (...asked) => requireRight(...asked, world),
      instanceOf: onlyInstance,
    },
    needs,
  );

function requireRight(principal: Principal, { name }: Action, parameters: Parameters, world: World) {
  const resources = resourcesOf(name, parameters, world);
  if (resources.every((resource) => allows(principal, `ecs:${name}`, resource))) return;
  throw new RpcError(ecsErrors.forbidden);
}

/** The instance a call is about, if it names exactly one. */
function onlyInstance({ InstanceId, InstanceIds, ResourceId, ResourceIds }: Parameters): string | undefined {
  if (typeof InstanceId === "string") return InstanceId;
  if (typeof InstanceIds === "string") return /^\["([^"]+)"\]$/.exec(InstanceIds.replaceAll(" ", ""))?.[1];
  const list = ResourceId ?? ResourceIds;
  return Array.isArray(list) && list.length === 1 && typeof list[0] === "string" ? list[0] : undefined;
}
