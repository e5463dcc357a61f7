import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import type { Parameters } from "../rpc/parameters.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";
import { actions } from "./actions.ts";
import type { Action } from "./define-action.ts";
import type { Edge } from "./edge.ts";
import { ensErrors } from "./ens-errors.ts";

type Needs = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly edge: Edge;
};

/** The ENS API, version 2017-11-10, on the wire. */
export const createEns = ({ edge, ...needs }: Needs): Product =>
  createRpcProduct<Edge>(
    {
      product: "ens",
      version: "2017-11-10",
      signerFirst: edge.holds("ens.order"),
      origin: { host: "ens.aliyuncs.com", productCode: "Ens" },
      actions,
      state: edge,
      throttle: ensErrors.throttling,
      requireRight: (principal, action) => requireRight(principal, action, edge),
      instanceOf: onlyInstance,
    },
    needs,
  );

/** Rights are on all resources as a whole; a role without the right gets NoPermission (ens 2017-11-10, every operation). */
function requireRight(principal: Principal, { name }: Action, { holds }: Edge) {
  if (allows(principal, `ens:${name}`, "*")) return;
  throw new RpcError(holds("ens.ram") ? ensErrors.noPermission : ensErrors.forbidden);
}

/** The instance a call is about, if it names exactly one; a list of one may be JSON text. */
function onlyInstance({ InstanceId, ResourceId, ResourceIds }: Parameters): string | undefined {
  const named = ResourceId ?? InstanceId ?? ResourceIds;
  return typeof named === "string" ? /^(?:\["?)?(i-[a-z0-9]+)(?:"?\])?$/.exec(named)?.[1] : undefined;
}
