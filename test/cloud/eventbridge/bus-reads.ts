import * as z from "zod";
import type { Account } from "../account/account.ts";
import type { AccountNeeds } from "../account/account-needs.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal } from "../core/principals.ts";
import { createDefineAction } from "../rpc/define-action.ts";
import type { Parameters } from "../rpc/parameters.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";

type State = { readonly account: Account; readonly holds: Holds };

/** EventBridge, "Error codes". That of a parameter is invented. */
const errors = {
  forbidden: {
    status: 403,
    code: "AccessDenied",
    message: "The OwnerId that your Access Key Id associated to is forbidden for this operation.",
  },
  throttled: {
    status: 429,
    code: "TooManyRequests",
    message: "The request is denied by flow limiter for too many requests.",
  },
  invalid: { status: 400, code: "InvalidArgument", message: "EventBusName is not valid." },
  noBus: { status: 404, code: "EventBusNotExist", message: "EventBusNotExist" },
} as const;

const defineAction = createDefineAction<State>({
  ignoresUnknown: () => false,
  missing: () => errors.invalid,
  malformed: () => errors.invalid,
});

/** The bus of the cloud's own services is there in an account that has turned EventBridge on, and none else is here. */
const getEventBus = defineAction({
  name: "GetEventBus",
  changesWorld: false,
  params: z.strictObject({ EventBusName: z.string() }),
  errors: [errors.noBus],
  run: ({ account: { regionId, accountId } }, { EventBusName }) => {
    if (EventBusName !== "default") throw new RpcError(errors.noBus);
    const EventBusARN = `acs:eventbridge:${regionId}:${accountId}:eventbus/default`;
    return { Code: "Success", Success: true, Message: "", Data: { EventBusName, EventBusARN, Description: "" } };
  },
});

/** EventBridge in RPC style, version 2020-04-01: whether there is a bus, for readers. An account has turned it on, unless a fault says not. */
export const createBusReads = ({ account, holds, ...needs }: AccountNeeds): Product =>
  createRpcProduct<State>(
    {
      product: "eventbridge",
      version: "2020-04-01",
      signerFirst: true,
      origin: { host: `eventbridge-console.${account.regionId}.aliyuncs.com`, productCode: "eventbridge" },
      actions: new Map([[getEventBus.name, getEventBus]]),
      state: { account, holds },
      throttle: errors.throttled,
      requireRight: (principal, { name }, asked) => requireRight(principal, name, asked, account),
      targetOf: ({ EventBusName }) => (typeof EventBusName === "string" ? EventBusName : undefined),
    },
    needs,
  );

function requireRight(principal: Principal, name: string, asked: Parameters, { accountId, regionId }: Account) {
  const resource = `acs:eventbridge:${regionId}:${accountId}:eventbus/${asked["EventBusName"] ?? "*"}`;
  if (!allows(principal, `eventbridge:${name}`, resource)) throw new RpcError(errors.forbidden);
}
