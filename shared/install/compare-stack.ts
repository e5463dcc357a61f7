import { isDeepStrictEqual } from "node:util";
import type { FoundStack } from "./found.ts";
import type { WantedStack } from "./wanted-stack.ts";

/** How the stack of ROS stands. `busy`: ROS is at it. `failed`: it was never made, and what is left of it is in the way. */
export type StackState =
  | { readonly is: "missing" | "same" | "busy" | "failed" | "foreign" }
  | { readonly is: "different"; readonly differs: readonly string[] };

/** Pure. A stack of our name without our mark is somebody else's. */
export function stackState(wanted: WantedStack, found: FoundStack | undefined): StackState {
  if (found === undefined) return { is: "missing" };
  if (found.mark !== wanted.name) return { is: "foreign" };
  if (isBusy(found)) return { is: "busy" };
  if (/^(CREATE_FAILED|CREATE_ROLLBACK_\w+|DELETE_FAILED)$/.test(found.status)) return { is: "failed" };
  const differs = [
    ...(isDeepStrictEqual(templateIn(wanted.template), templateIn(found.template)) ? [] : ["template"]),
    ...Object.entries(wanted.parameters)
      .filter(([key, value]) => found.parameters[key]?.toLowerCase() !== value.toLowerCase())
      .map(([key]) => key),
    ...(found.status.endsWith("_FAILED") ? ["status"] : []),
  ];
  return differs.length === 0 ? { is: "same" } : { is: "different", differs };
}

/** ROS 2019-09-10: every state that is not yet an end has this in its name. */
export const isBusy = ({ status }: Pick<FoundStack, "status">) => status.includes("IN_PROGRESS");

/** As a text or as a value: ROS may answer either. */
function templateIn(template: unknown): unknown {
  if (typeof template !== "string") return template;
  try {
    return JSON.parse(template);
  } catch {
    return template;
  }
}
