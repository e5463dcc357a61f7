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

/** QueueNotExist is documented (mns 2015-06-06); that this API has it too is invented. */
const errors = {
  noQueue: { status: 404, code: "QueueNotExist", message: "The queue name you provided is not exist." },
  forbidden: { status: 403, code: "NoPermission", message: "You are not authorized to do this action." },
  throttled: { status: 429, code: "Throttling.User", message: "Request was denied due to user flow control." },
  invalid: { status: 400, code: "InvalidParameter", message: "QueueName is not valid." },
} as const;

const defineAction = createDefineAction<State>({
  ignoresUnknown: () => false,
  missing: () => errors.invalid,
  malformed: () => errors.invalid,
});

/** How much a queue holds; nobody takes anything out of it here. */
const getQueueAttributes = defineAction({
  name: "GetQueueAttributes",
  changesWorld: false,
  params: z.strictObject({ QueueName: z.string(), RegionId: z.string().optional() }),
  errors: [errors.noQueue],
  run: ({ account }, { QueueName }) => {
    const queue = account.queues.find(QueueName);
    if (queue === undefined) throw new RpcError(errors.noQueue);
    const defaults = { MessageRetentionPeriod: 345_600, MaximumMessageSize: 65_536, VisibilityTimeout: 30 };
    const counts = { ActiveMessages: queue.messages.length, InactiveMessages: 0, DelayMessages: 0 };
    const Data = { QueueName, ...defaults, ...queue.properties, ...counts };
    return { Code: 200, Status: "Success", Success: true, Message: "operation success", Data };
  },
});

/** Simple Message Queue in RPC style, version 2022-01-19: what a queue holds, for readers. */
export const createSmq = ({ account, holds, ...needs }: AccountNeeds): Product =>
  createRpcProduct<State>(
    {
      product: "mns",
      version: "2022-01-19",
      signerFirst: true,
      origin: { host: `mns-open.${account.regionId}.aliyuncs.com`, productCode: "Mns-open" },
      actions: new Map([[getQueueAttributes.name, getQueueAttributes]]),
      state: { account, holds },
      throttle: errors.throttled,
      requireRight: (principal, { name }, asked) => requireRight(principal, name, asked, account),
      targetOf: ({ QueueName }) => (typeof QueueName === "string" ? QueueName : undefined),
    },
    needs,
  );

function requireRight(principal: Principal, name: string, { QueueName }: Parameters, { accountId, regionId }: Account) {
  const resource = `acs:mns:${regionId}:${accountId}:/queues/${QueueName ?? "*"}`;
  if (!allows(principal, `mns:${name}`, resource)) throw new RpcError(errors.forbidden);
}
