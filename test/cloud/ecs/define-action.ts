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

/** The common answer to a malformed parameter; its code is invented. `path` is its name, with what is below it. */
const malformedParameter = (path: readonly PropertyKey[], { holds }: Pick<World, "holds">): ErrorRow => ({
  status: 400,
  code: holds("ecs.malformed") ? `InvalidParameter.${String(path[0] ?? "")}` : "InvalidParameter",
  message: `The specified parameter "${path.join(".")}" is not valid.`,
});

/** Answers to malformed parameters by their names; for the others the document's own row, or the common one. */
export const malformedBy =
  (rows: Readonly<Record<string, ErrorRow>>, others?: ErrorRow) =>
  (path: readonly PropertyKey[], world: Pick<World, "holds">): ErrorRow =>
    rows[String(path[0])] ?? others ?? malformedParameter(path, world);

/** Makes an action out of its parameters and what it does. */
export const defineAction = createDefineAction<World>({
  ignoresUnknown: ({ holds }) => !holds("ecs.unknown"),
  missing: missingParameter,
  malformed: malformedParameter,
});
