import * as z from "zod";
import { hookAnswer, hookName } from "../hooks/answer.ts";
import type { Hooks } from "../hooks/hooks.ts";
import { parse, type Resource } from "./resource.ts";

const scriptSchema = z.strictObject({ name: hookName, answers: z.array(hookAnswer).min(1) });

/** `GET hooks`: the calls that came to hooks, in order. `POST hooks`: a function of the owner's that is one, and how it answers. */
export function createHooksResource({ hooks }: { readonly hooks: Hooks }): Resource {
  return {
    GET: () => ({ hooks: hooks.calls() }),
    POST: ({ body }) => {
      const { name, answers } = parse(scriptSchema, body);
      hooks.script(name, answers);
    },
  };
}
