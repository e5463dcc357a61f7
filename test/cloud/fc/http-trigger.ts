import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticateAcs3 } from "../acs3/authenticate.ts";
import type { ReplayGuard } from "../acs3/replay-guard.ts";
import type { Clock } from "../core/clock.ts";
import type { Reply } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import { allows, type Principals } from "../core/principals.ts";
import { type Watch, watchNothing } from "../core/watch.ts";
import { clientOf, type Waiting } from "./caller.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { toHttpEnvelope } from "./http-envelope.ts";
import { readHttpReply } from "./http-reply.ts";
import { type Invoker, maxSyncBytes } from "./invoker.ts";
import { refusal } from "./reply.ts";
import { newRequestId } from "./request-id.ts";

type HttpTriggerOptions = {
  readonly clock: Pick<Clock, "nowMs">;
  /** By its name in the tester's view. */
  readonly definitionOf: (resource: string) => FunctionDefinition | undefined;
  readonly principals: Pick<Principals, "find">;
  readonly replayGuard: ReplayGuard;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  readonly invoke: Invoker;
  readonly holds: Holds;
  readonly watch?: Watch;
};

export type HttpTrigger = (
  resource: string,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => Promise<void>;

/** Serves `/fn/<function>/<rest>`: HTTP request in, the function's answer out. */
export function createHttpTrigger({ watch = watchNothing, ...options }: HttpTriggerOptions): HttpTrigger {
  return async (resource, request, response, body) => {
    const requestId = newRequestId();
    const sight = () => ({ at: new Date(options.clock.nowMs()).toISOString(), function: resource });
    watch({ ...sight(), what: "request", method: request.method ?? "", body: body.toString() });
    const definition = options.definitionOf(resource);
    const refused = refuse({ definition, resource, request, body, requestId }, options);
    const {
      status,
      headers,
      body: sent,
    } = refused ??
    (definition === undefined
      ? notFound(resource, requestId)
      : await answer({ definition, request, body, requestId }, options, clientOf(response)));
    watch({ ...sight(), what: "response", status, headers, body: Buffer.from(sent).toString() });
    response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(sent) });
    response.end(sent);
  };
}

type Arrived = {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  readonly requestId: string;
};

/** Statuses and codes invented: the documents do not say what the trigger's own refusals look like. */
function refuse(
  {
    definition,
    resource,
    request,
    body,
    requestId,
  }: Arrived & {
    readonly definition: FunctionDefinition | undefined;
    readonly resource: string;
  },
  options: HttpTriggerOptions,
): Reply | undefined {
  const trigger = definition?.triggers.find(({ triggerType }) => triggerType === "http");
  if (definition === undefined || trigger?.triggerType !== "http") return notFound(resource, requestId);
  const { methods, authType } = trigger.triggerConfig;
  if (!methods.some((method) => method === request.method)) {
    return refusal(
      requestId,
      405,
      "MethodNotAllowed",
      `The trigger takes ${methods.join(", ")}, not ${request.method}.`,
    );
  }
  if (body.length > maxSyncBytes) {
    return refusal(requestId, 413, "EntityTooLarge", `A body may hold ${maxSyncBytes} bytes.`);
  }
  return authType === "function" ? refuseUnsigned({ definition, request, body, requestId }, options) : undefined;
}

/** `authType: function` takes the ACS3 signature of a principal that may invoke the function (form invented). */
function refuseUnsigned(
  { definition, request, body, requestId }: Arrived & { readonly definition: FunctionDefinition },
  { principals, replayGuard, settings, holds }: HttpTriggerOptions,
): Reply | undefined {
  const asked = authenticateAcs3({ request, body, principals, holds });
  if ("refusal" in asked) return refusal(requestId, 403, asked.refusal.code, asked.refusal.message);
  const late = replayGuard.check(request.headers);
  if (late !== undefined) return refusal(requestId, 403, late.code, late.message);
  const resource = `acs:fc:${settings.regionId}:${settings.accountId}:functions/${definition.functionName}`;
  return allows(asked.principal, "fc:InvokeFunction", resource)
    ? undefined
    : refusal(requestId, 403, "AccessDenied", `The caller is not allowed to perform fc:InvokeFunction on ${resource}.`);
}

async function answer(
  { definition, request, body, requestId }: Arrived & { readonly definition: FunctionDefinition },
  { clock, settings, invoke, holds }: HttpTriggerOptions,
  caller: Waiting,
): Promise<Reply> {
  const { functionName } = definition;
  const { rawPath, search } = splitUrl(request.url ?? "/");
  const nowMs = Math.floor(clock.nowMs());
  const arrived = { request, functionName, rawPath, search, body, requestId, nowMs };
  const envelope = toHttpEnvelope({ ...arrived, settings, holds });
  const reply = await invoke({
    definition,
    payload: Buffer.from(JSON.stringify(envelope)),
    requestId,
    asynchronous: request.headers["x-fc-invocation-type"] === "Async",
    taskId: request.headers["x-fc-async-task-id"]?.toString(),
    trigger: "http",
    caller,
  });
  return reply.status === 200 ? toHttpAnswer(reply, requestId, holds) : reply;
}

/** A function that failed, or returned what FC would not understand, is a 502: invented. */
function toHttpAnswer({ headers, body }: Reply, requestId: string, holds: Holds): Reply {
  const errorType = headers["x-fc-error-type"];
  if (errorType !== undefined) {
    return { ...refusal(requestId, holds("http.failed") ? 502 : 500, errorType, "The function failed."), body };
  }
  const read = readHttpReply(Buffer.from(body));
  if ("problem" in read) {
    return refusal(
      requestId,
      502,
      "InvalidFunctionReply",
      `FC would not understand the function's reply: ${read.problem}`,
    );
  }
  const own = { "x-fc-request-id": requestId };
  return { status: read.status, headers: { ...read.headers, ...own }, body: read.body, code: null, effect: true };
}

/** `/fn/<function>/a%20b?q=1` → `/a%20b` and `?q=1`. */
function splitUrl(url: string) {
  const [path = "", ...query] = url.split("?");
  const rawPath = path.replace(/^\/fn\/[^/]+/, "") || "/";
  return { rawPath, search: query.length === 0 ? "" : `?${query.join("?")}` };
}

const notFound = (functionName: string, requestId: string) =>
  refusal(requestId, 404, "FunctionNotFound", `No function ${functionName} with an HTTP trigger.`);
