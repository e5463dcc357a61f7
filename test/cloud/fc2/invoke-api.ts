import type { IncomingMessage } from "node:http";
import type { Exchange, Reply, WireCall } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import { clientOf } from "../fc/caller.ts";
import { readablePayload } from "../fc/invoker.ts";
import { newRequestId } from "../fc/request-id.ts";
import type { AskedHook, Hooks } from "../hooks/hooks.ts";
import { authenticate, judgeDate } from "./authenticate.ts";

type Needs = {
  readonly hooks: Pick<Hooks, "has" | "hasService" | "answer">;
  readonly clock: { readonly nowMs: () => number };
  readonly principals: Pick<Principals, "find">;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  readonly exchange: Exchange;
  readonly holds: Holds;
};

/** Function Compute 2.0, of which only InvokeFunction is there, for hooks: what `@alicloud/fc2` asks. */
export function createFc2(options: Needs): Pick<Product, "owns" | "handle"> {
  const { holds } = options;
  const handle: Product["handle"] = async (request, response, body) => {
    const requestId = newRequestId();
    const signed = { method: request.method ?? "", path: pathOf(request), headers: request.headers };
    const asked = authenticate(signed, body, options);
    const call = readCall(request);
    const refuse: WireCall["refuse"] = (status, code, message) => refusal({ requestId, holds, status, code, message });
    await options.exchange(
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
          const late = judgeDate(signed, options.clock.nowMs(), holds);
          if (late !== undefined) return refuse(late.status, late.code, late.message);
          const { principal } = asked;
          return carryOut(call, { principal, payload: body, requestId, refuse, caller: clientOf(response) }, options);
        },
      },
      response,
    );
  };
  return { owns: ({ url = "" }) => url.startsWith("/2016-08-15/"), handle };
}

/** Names of services and functions need no encoding. */
const pathOf = ({ url = "" }: IncomingMessage) => url.split("?")[0] ?? "";

type Call = {
  readonly serviceName: string;
  readonly qualifier: string | undefined;
  readonly functionName: string;
  readonly invocationType: string;
};

const invocation = /^\/2016-08-15\/services\/([\w-]+)(?:\.([\w-]+))?\/functions\/([\w-]+)\/invocations$/;

/** Undefined: another path, which is none that is supported here. */
function readCall(request: IncomingMessage): Call | undefined {
  const [, serviceName = "", qualifier, functionName = ""] = invocation.exec(pathOf(request)) ?? [];
  if (request.method !== "POST" || functionName === "") return undefined;
  const invocationType = String(request.headers["x-fc-invocation-type"] ?? "Sync");
  return { serviceName, qualifier, functionName, invocationType };
}

/** The codes are FC 2.0's ("Error codes"). */
function carryOut(call: Call | undefined, asked: AskedHook, options: Needs): Promise<Reply> | Reply {
  const { principal, refuse } = asked;
  if (call === undefined) return refuse(400, "PathNotSupported", "Of FC 2.0 the local cloud has InvokeFunction alone.");
  const { serviceName, qualifier = "LATEST", functionName, invocationType } = call;
  const resource = resourceOf(call, options);
  if (!isAllowed(principal, resource))
    return refuse(403, "AccessDenied", `The caller is not allowed to perform fc:InvokeFunction on ${resource}.`);
  const name = `fc2:${serviceName}/${functionName}`;
  if (!options.hooks.hasService(serviceName))
    return refuse(404, "ServiceNotFound", `service '${serviceName}' does not exist`);
  if (qualifier !== "LATEST")
    return refuse(404, "VersionNotFound", `version '${qualifier}' of service '${serviceName}' does not exist`);
  if (!options.hooks.has(name)) return refuse(404, "FunctionNotFound", `function '${functionName}' does not exist`);
  if (invocationType !== "Sync") return refuse(400, "InvalidArgument", "The local cloud waits for a hook's answer.");
  return options.hooks.answer(name, asked);
}

const isAllowed = (principal: Principal, resource: string) => allows(principal, "fc:InvokeFunction", resource);

function resourceOf({ serviceName, qualifier, functionName }: Call, { settings, holds }: Needs): string {
  const { regionId, accountId } = settings;
  const judged = qualifier ?? (holds("fc2.invoke-resource") ? undefined : "LATEST");
  const service = judged === undefined ? serviceName : `${serviceName}.${judged}`;
  return `acs:fc:${regionId}:${accountId}:services/${service}/functions/${functionName}`;
}

type Refusal = {
  readonly requestId: string;
  readonly holds: Holds;
  readonly status: number;
  readonly code: string;
  readonly message: string;
};

function refusal({ requestId, holds, status, code, message }: Refusal): Reply {
  const said = holds("fc2.error-form")
    ? { ErrorCode: code, ErrorMessage: message }
    : { errorCode: code, errorMessage: message };
  const headers = { "content-type": "application/json", "x-fc-request-id": requestId };
  return { status, headers, body: JSON.stringify(said), code, effect: false };
}
