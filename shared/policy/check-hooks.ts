import { type HookNames, hookForms, isHook } from "../hook-name.ts";
import type { Check } from "./problem.ts";

/** The hooks that this stack may ask, so that a new one needs no new right. The names come from settings, not from the policy. */
export const checkHooks =
  (names: HookNames): Check =>
  ({ hooks = {} }) =>
    Object.entries(hooks).flatMap(([label, hook]) =>
      (["before", "after"] as const).flatMap((when) => {
        const name = hook[when];
        if (name === undefined || isHook(names, name)) return [];
        return [
          { path: ["hooks", label, when], message: `${name} is no hook of this stack; must be ${hookForms(names)}` },
        ];
      }),
    );
