import { createDefineAction, type Action as RpcAction } from "../rpc/define-action.ts";
import type { Edge } from "./edge.ts";
import { ensErrors } from "./ens-errors.ts";

/** One action of the ENS API. */
export type Action = RpcAction<Edge>;

/** Makes an action out of its parameters and what it does. What a missing or malformed parameter gets is invented. */
export const defineAction = createDefineAction<Edge>({
  ignoresUnknown: ({ holds }) => !holds("ens.unknown"),
  missing: (name, { holds }) => (holds("ens.missing") ? ensErrors.invalid(name) : ensErrors.missing),
  malformed: ([name]) => ensErrors.invalid(String(name ?? "")),
});
