import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticateAcs3 } from "../acs3/authenticate.ts";
import type { ReplayGuard } from "../acs3/replay-guard.ts";
import type { Exchange, Reply, WireCall } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import type { Hooks } from "../hooks/hooks.ts";
import { clientOf, type Waiting } from "./caller.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { type Invoker, readablePayload } from "./invoker.ts";
import { refusal } from "./reply.ts";
import { newRequestId } from "./request-id.ts";

type InvokeApiOptions = {
  readonly definitionOf: (functionName: string) => FunctionDefinition | undefined;
  /** Functions that a script answers for. */
  readonly hooks: Pick<Hooks, "has" | "answer">;
  readonly principals: Pick<Principals, "find">;
  readonly replayGuard: ReplayGuard;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  readonly exchange: Exchange;
  readonly invoke: Invoker;
  readonly holds: Holds;
};

/** Answers `POST /2023-03-30/functions/<name>/invocations`, the InvokeFunction of `@alicloud/fc20230330`. */
export function createInvokeApi({ exchange, ...options }: InvokeApiOptions) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://fc");
    const requestId = newRequestId();
    const [, functionName = ""] = invocationPath.exec(url.pathname) ?? [];
    const call = readCall(request, functionName);
    const asked = authenticateAcs3({ request, body, ...options });
    const refuse: WireCall["refuse"] = (status, code, message) => refusal(requestId, status, code, message);
    await exchange(
      {
        product: "fc",
        action: "InvokeFunction",
        principal: "principal" in asked ? asked.principal : undefined,
        params: { ...call, payload: readablePayload(body) },
        instanceId: undefined,
        requestId,
        refuse,
        throttle: { status: 429, code: "ResourceExhausted" },
        apply: async () => {
          if ("refusal" in asked) return refuse(asked.refusal.status, asked.refusal.code, asked.refusal.message);
          const late = options.replayGuard.check(request.headers);
          if (late !== undefined) return refuse(late.status, late.code, late.message);
          const qualifier = url.searchParams.get("qualifier") ?? "LATEST";
          return carryOut(
            {
              ...{ ...call, qualifier, principal: asked.principal, payload: body, requestId, refuse },
              caller: clientOf(response),
            },
            options,
          );
        },
      },
      response,
    );
  };
}

/** Names of functions need no encoding; another name cannot exist. */
const invocationPath = /^\/2023-03-30\/functions\/([^/]+)\/invocations$/;

/** Whether a request is an InvokeFunction. */
export const isInvocation = ({ method, url = "" }: Pick<IncomingMessage, "method" | "url">) =>
  method === "POST" && invocationPath.test(url.split("?")[0] ?? "");

type Call = {
  readonly functionName: string;
  readonly invocationType: string;
  readonly taskId: string | undefined;
};

const readCall = ({ headers }: IncomingMessage, functionName: string): Call => ({
  functionName,
  invocationType: String(headers["x-fc-invocation-type"] ?? "Sync"),
  taskId: headers["x-fc-async-task-id"]?.toString(),
});

type Asked = Call & {
  readonly qualifier: string;
  readonly principal: Principal;
  readonly payload: Buffer;
  readonly requestId: string;
  readonly refuse: WireCall["refuse"];
  readonly caller: Waiting;
};

/** 403 AccessDenied: FC error codes. The codes of an unknown qualifier and an unknown invocation type are invented. */
async function carryOut(asked: Asked, options: Omit<InvokeApiOptions, "exchange">): Promise<Reply> {
  const { definitionOf, invoke } = options;
  const { functionName, invocationType, taskId, principal, payload, requestId, refuse, caller } = asked;
  const resource = resourceOf(asked, options);
  if (!allows(principal, "fc:InvokeFunction", resource)) {
    return refuse(403, "AccessDenied", `The caller is not allowed to perform fc:InvokeFunction on ${resource}.`);
  }
  if (options.hooks.has(`fc:${functionName}`)) return askHook(asked, options);
  const definition = definitionOf(functionName);
  if (definition === undefined) return refuse(404, "FunctionNotFound", `Function ${functionName} does not exist.`);
  if (asked.qualifier !== "LATEST") {
    return refuse(404, "VersionNotFound", `Function ${functionName} has no version or alias ${asked.qualifier}.`);
  }
  if (!["Sync", "Async"].includes(invocationType)) {
    return refuse(400, "InvalidArgument", `Invocation type ${invocationType} is not Sync or Async.`);
  }
  const asynchronous = invocationType === "Async";
  return invoke({ definition, payload, requestId, asynchronous, taskId, trigger: null, caller });
}

/** A function that a script answers for. */
const askHook = ({ functionName, invocationType, ...asked }: Asked, { hooks }: Pick<InvokeApiOptions, "hooks">) =>
  invocationType === "Sync"
    ? hooks.answer(`fc:${functionName}`, asked)
    : asked.refuse(400, "InvalidArgument", "The local cloud waits for a hook's answer.");

/** The documents have `functions/<name>` and `functions/<name>/<qualifier>`: which is judged when is invented. */
function resourceOf(
  { functionName, qualifier }: Asked,
  { settings: { regionId, accountId }, holds }: Pick<InvokeApiOptions, "settings" | "holds">,
): string {
  const name = `acs:fc:${regionId}:${accountId}:functions/${functionName}`;
  return holds("fc.invoke-resource") ? name : `${name}/${qualifier}`;
}
