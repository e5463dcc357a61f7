import type { Account } from "../account/account.ts";
import type { AccountNeeds } from "../account/account-needs.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal } from "../core/principals.ts";
import type { Parameters } from "../rpc/parameters.ts";
import { RpcError } from "../rpc/rpc-error.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";
import { createStack } from "./actions/create-stack.ts";
import { deleteStack } from "./actions/delete-stack.ts";
import { getStack } from "./actions/get-stack.ts";
import { getTemplate } from "./actions/get-template.ts";
import { listStacks } from "./actions/list-stacks.ts";
import { previewStack } from "./actions/preview-stack.ts";
import { setDeletionProtection } from "./actions/set-deletion-protection.ts";
import { getStackResource, listStackEvents, listStackResources } from "./actions/stack-resources.ts";
import { updateStack } from "./actions/update-stack.ts";
import type { Action, RosState } from "./define-action.ts";
import { rosErrors } from "./ros-errors.ts";
import { createStacks, type Stack } from "./stack.ts";

const actions: ReadonlyMap<string, Action> = new Map(
  [
    createStack,
    updateStack,
    deleteStack,
    setDeletionProtection,
    previewStack,
    getStack,
    listStacks,
    listStackResources,
    getStackResource,
    listStackEvents,
    getTemplate,
  ].map((action) => [action.name, action]),
);

/** ROS, version 2019-09-10, on the wire, and the stacks that it has. */
export function createRos({
  account,
  holds,
  ...needs
}: AccountNeeds): Product & { readonly stacks: () => readonly Stack[] } {
  const stacks = createStacks();
  const state: RosState = { account, stacks, holds, clock: needs.clock };
  const product = createRpcProduct<RosState>(
    {
      product: "ros",
      version: "2019-09-10",
      signerFirst: true,
      origin: { host: "ros.aliyuncs.com", productCode: "ROS" },
      actions,
      state,
      throttle: rosErrors.throttled,
      requireRight: (...asked) => requireRight(...asked, account),
      targetOf: ({ StackName, StackId }) =>
        typeof StackName === "string" ? StackName : stacks.byId(String(StackId))?.stackName,
    },
    needs,
  );
  return {
    ...product,
    stacks: stacks.all,
    reset: async () => {
      await product.reset();
      for (const stack of stacks.all()) while (stack.work !== undefined) stack.work.finish(); // no time is left for it
    },
  };
}

/** A stack's own resource is stack/<id>; what names none is on all of them. */
function requireRight(
  principal: Principal,
  { name }: Action,
  { StackId }: Parameters,
  { accountId, regionId }: Account,
) {
  const resource = `acs:ros:${regionId}:${accountId}:stack/${typeof StackId === "string" ? StackId : "*"}`;
  if (!allows(principal, `ros:${name}`, resource)) throw new RpcError(rosErrors.forbidden);
}
