import { createDefineAction, type Action as RpcAction } from "../rpc/define-action.ts";
import type { ErrorRow } from "../rpc/rpc-error.ts";
import type { World } from "../world/world.ts";

/** One action of the ECS API. */
export type Action = RpcAction<World>;

/** The common answer to a missing parameter. */
export const missingParameter = (name: string): ErrorRow => ({
  status: 400,
  code: "MissingParameter",
  message: `The input parameter "${name}" that is mandatory for processing this request is not supplied.`,
});

/** Makes an action out of its parameters and what it does. The code of a malformed parameter is invented. */
export const defineAction = createDefineAction<World>({
  ignoresUnknown: ({ holds }) => !holds("ecs.unknown"),
  missing: missingParameter,
  malformed: (path, { holds }) => ({
    status: 400,
    code: holds("ecs.malformed") ? `InvalidParameter.${String(path[0] ?? "")}` : "InvalidParameter",
    message: `The specified parameter "${path.join(".")}" is not valid.`,
  }),
});
