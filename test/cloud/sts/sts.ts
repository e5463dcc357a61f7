import * as z from "zod";
import type { Clock } from "../core/clock.ts";
import type { Exchange } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import type { Principal, Principals } from "../core/principals.ts";
import { ramErrors } from "../ram/ram-errors.ts";
import { createDefineAction } from "../rpc/define-action.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";

type State = { readonly accountId: string; readonly holds: Holds };

const defineAction = createDefineAction<State>({
  ignoresUnknown: () => false,
  missing: (name) => ramErrors.missing(name),
  malformed: ([name]) => ramErrors.invalid(String(name)),
});

/** Who signed; needs no right. Ids of users and roles are invented, the forms of the ARNs are documented. */
const getCallerIdentity = defineAction({
  name: "GetCallerIdentity",
  changesWorld: false,
  params: z.strictObject({}),
  errors: [],
  run: ({ accountId }, _, { caller }) => ({ AccountId: accountId, ...identityOf(caller, accountId) }),
});

function identityOf({ user, function: functionName }: Principal, accountId: string) {
  if (functionName !== null) {
    const arn = `acs:ram::${accountId}:assumed-role/${functionName}/fc`;
    return {
      IdentityType: "AssumedRoleUser",
      PrincipalId: `300000000000000001:fc`,
      RoleId: "300000000000000001",
      Arn: arn,
    };
  }
  if (user !== undefined) {
    const arn = `acs:ram::${accountId}:user/${user}`;
    return { IdentityType: "RAMUser", PrincipalId: "200000000000000001", UserId: "200000000000000001", Arn: arn };
  }
  return { IdentityType: "Account", PrincipalId: accountId, UserId: accountId, Arn: `acs:ram::${accountId}:root` };
}

type Needs = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly account: { readonly accountId: string };
  readonly holds: Holds;
};

/** The STS API, version 2015-04-01, on the wire: GetCallerIdentity alone. */
export const createSts = ({ account: { accountId }, holds, ...needs }: Needs): Product =>
  createRpcProduct<State>(
    {
      product: "sts",
      version: "2015-04-01",
      signerFirst: true,
      origin: { host: "sts.aliyuncs.com", productCode: "Sts" },
      actions: new Map([[getCallerIdentity.name, getCallerIdentity]]),
      state: { accountId, holds },
      throttle: ramErrors.throttled,
      requireRight: () => undefined,
    },
    needs,
  );
