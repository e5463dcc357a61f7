import type { Clock } from "../core/clock.ts";
import type { Reply, WireCall } from "../core/exchange.ts";
import type { Principal } from "../core/principals.ts";
import { readablePayload } from "../fc/invoker.ts";
import type { HookAnswer } from "./answer.ts";

/** A call of a hook that FC let through to its script, as `GET /_cloud/hooks` shows it. `at` is world time, ISO 8601. */
type HookCall = {
  readonly at: string;
  readonly name: string;
  /** The function, or the user, whose key signed it; `account` for the account's own. */
  readonly by: string;
  readonly body: unknown;
  /** What it was answered by. */
  readonly answer: HookAnswer;
};

/** A call on the wire for a hook. */
export type AskedHook = Pick<WireCall, "requestId" | "refuse"> & {
  readonly principal: Principal;
  readonly payload: Uint8Array;
  /** Aborted when the client hangs up. */
  readonly caller: AbortSignal;
};

export type Hooks = {
  /** The owner has a function of this name, which answers so: one after the other, the last one for good. */
  readonly script: (name: string, answers: readonly HookAnswer[]) => void;
  readonly has: (name: string) => boolean;
  /** Whether a service of FC 2.0 has a hook. */
  readonly hasService: (service: string) => boolean;
  readonly answer: (name: string, asked: AskedHook) => Promise<Reply>;
  readonly calls: () => readonly HookCall[];
  readonly reset: () => void;
};

/** Functions of the owner's that a script answers for, on FC 3.0 (`fc:<function>`) and FC 2.0 (`fc2:<service>/<function>`). */
export function createHooks({ clock }: { readonly clock: Pick<Clock, "nowMs" | "after"> }): Hooks {
  const scripts = new Map<string, HookAnswer[]>();
  const calls: HookCall[] = [];
  const take = (name: string): HookAnswer => {
    const [next, ...rest] = scripts.get(name) ?? [];
    if (next === undefined) throw new Error(`No hook ${name} was scripted.`);
    if (rest.length > 0) scripts.set(name, rest);
    return next;
  };
  return {
    script: (name, answers) => void scripts.set(name, [...answers]),
    has: (name) => scripts.has(name),
    hasService: (service) => [...scripts.keys()].some((name) => name.startsWith(`fc2:${service}/`)),
    answer: async (name, asked) => {
      const answer = take(name);
      const at = new Date(clock.nowMs()).toISOString();
      calls.push({ at, name, by: nameOf(asked.principal), body: readablePayload(asked.payload), answer });
      if (answer.delayMs !== undefined && (await waited(clock, answer.delayMs)) === "ended") return gone(asked);
      if (answer.never !== undefined) await hungUp(asked.caller);
      return replyOf(answer, asked);
    },
    calls: () => [...calls],
    reset: () => {
      scripts.clear();
      calls.length = 0;
    },
  };
}

const nameOf = ({ function: name, user }: Principal) => name ?? user ?? "account";

/** What FC says for a status, by its error codes; another one is said to be planned. */
const codes: Readonly<Record<number, string>> = {
  403: "AccessDenied",
  404: "FunctionNotFound",
  429: "ResourceExhausted",
  500: "InternalServerError",
};

function replyOf(answer: HookAnswer, { requestId, refuse }: AskedHook): Reply {
  const { state, status, garbage, bytes, redirect, never, functionError } = answer;
  if (status !== undefined) return refuse(status, codes[status] ?? "Planned", "Planned by the tester.");
  if (never !== undefined)
    return { ...refuse(499, "InvocationCanceled", "Invocation canceled by client"), effect: true };
  const headers = { "content-type": "application/octet-stream", "x-fc-request-id": requestId };
  const told = { status: 200, headers, code: null, effect: true };
  if (redirect !== undefined) return { ...told, status: 307, headers: { ...headers, location: redirect }, body: "" };
  if (bytes !== undefined) return { ...told, body: Buffer.alloc(bytes, "x") };
  if (garbage !== undefined) return { ...told, body: garbage };
  if (functionError === undefined) return { ...told, body: JSON.stringify({ state }) };
  const failed = { ...headers, "x-fc-error-type": functionError };
  const said = { errorMessage: "Planned by the tester.", errorType: functionError, stackTrace: [], state };
  return { ...told, headers: failed, code: functionError, body: JSON.stringify(said) };
}

const gone = ({ refuse }: AskedHook) => refuse(502, "BadGateway", "The world was reset.");

const waited = (clock: Pick<Clock, "after">, ms: number) =>
  new Promise<"over" | "ended">((resolve) => {
    clock.after(
      ms,
      () => resolve("over"),
      () => resolve("ended"),
    );
  });

const hungUp = (caller: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (caller.aborted) resolve();
    else caller.addEventListener("abort", () => resolve(), { once: true });
  });
