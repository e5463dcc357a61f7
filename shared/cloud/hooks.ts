import type { ApiSettings, Credentials } from "../config.ts";
import { type HookNames, isHook } from "../hook-name.ts";
import { asCode } from "./forms.ts";

/**
 * What came of asking a hook once. `notAsked`: certainly nothing was asked. `notYet` is everything else that is not the
 * hook's own word. `code`: why, for people.
 */
export type HookAnswer =
  | { readonly kind: "ready" | "refused" }
  | { readonly kind: "notYet" | "notAsked"; readonly code: string };

/** The owner's functions that are asked before and told after. */
export type Hooks = {
  /** Asks `fc:<function>` or `fc2:<service>/<function>`, once. Never throws, and answers within `timeoutMs`. */
  readonly ask: (hook: string, body: object, timeoutMs: number) => Promise<HookAnswer>;
};

export type HookSettings = ApiSettings & { readonly accountId: string; readonly hookNames: HookNames };

/** One synchronous invocation. Throws nothing. `name`: as FC has it. */
export type Invoke = (name: string, payload: string, timeoutMs: number) => Promise<Invoked>;

export type Invoked =
  | { readonly kind: "ran"; readonly errorType: string | undefined; readonly text: string }
  /** `status`: of FC's own refusal; undefined if nothing says that it is one. */
  | { readonly kind: "failed"; readonly status: number | undefined; readonly code: string };

/** Hooks by the official SDKs of FC 3.0 and FC 2.0. Each is loaded when it is needed. */
export function createHooks(settings: HookSettings, credentials: Credentials): Hooks {
  const invokers: Readonly<Record<string, () => Promise<Invoke>>> = {
    fc: async () => (await import("./hooks-fc.ts")).createFcInvoke(settings, credentials),
    fc2: async () => (await import("./hooks-fc2.ts")).createFc2Invoke(settings, credentials),
  };
  return {
    ask: async (hook, body, timeoutMs) => {
      const [api = "", name = ""] = hook.split(":");
      const load = invokers[api];
      if (load === undefined || !isHook(settings.hookNames, hook))
        return { kind: "notAsked", code: "NoHookOfThisStack" };
      const invoke = await load();
      return answerOf(await invoke(name, JSON.stringify(body), timeoutMs));
    },
  };
}

/** By which FC has run nothing (RULES K2). */
const notRun: readonly (number | undefined)[] = [403, 404];

function answerOf(invoked: Invoked): HookAnswer {
  if (invoked.kind === "failed")
    return { kind: notRun.includes(invoked.status) ? "notAsked" : "notYet", code: asCode(invoked.code) };
  const { errorType, text } = invoked;
  if (errorType !== undefined) return { kind: "notYet", code: asCode(errorType) };
  const state = stateIn(text);
  if (state === "ready" || state === "refused") return { kind: state };
  return { kind: "notYet", code: state === "notYet" ? "NotYet" : "UnreadableAnswer" };
}

/** `{"state": "ready"}`; whatever else a hook says beside it is its own. */
function stateIn(text: string): unknown {
  try {
    const said: unknown = JSON.parse(text);
    return typeof said === "object" && said !== null && "state" in said ? said.state : undefined;
  } catch {
    return undefined;
  }
}
