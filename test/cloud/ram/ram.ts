import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import type { Action } from "../rpc/define-action.ts";
import type { Parameters } from "../rpc/parameters.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";
import { type RamState, ramActions } from "./actions.ts";
import { ramErrors } from "./ram-errors.ts";
import type { Roles } from "./roles.ts";

type Needs = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly account: { readonly accountId: string; readonly roles: Roles };
  readonly holds: Holds;
};

/** The RAM API, version 2015-05-01, on the wire; it is one for all regions. */
export const createRam = ({ account: { accountId, roles }, holds, ...needs }: Needs): Product =>
  createRpcProduct<RamState>(
    {
      product: "ram",
      version: "2015-05-01",
      signerFirst: true,
      origin: { host: "ram.aliyuncs.com", productCode: "Ram" },
      actions: ramActions,
      state: { roles, holds },
      throttle: ramErrors.throttled,
      requireRight: (...asked) => requireRight(...asked, accountId),
      targetOf: ({ RoleName, PolicyName }) => [RoleName ?? PolicyName].flat().map(String)[0],
    },
    needs,
  );

function requireRight(principal: Principal, { name }: Action<RamState>, asked: Parameters, accountId: string) {
  const { RoleName, PolicyName, PolicyType } = asked;
  const owner = PolicyType === "System" ? "system" : accountId;
  const resource = PolicyName === undefined ? `role/${RoleName ?? "*"}` : `policy/${PolicyName}`;
  if (!allows(principal, `ram:${name}`, `acs:ram:*:${owner}:${resource}`)) throw new RpcError(ramErrors.forbidden);
}
