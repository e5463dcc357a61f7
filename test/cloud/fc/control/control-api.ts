import type { IncomingMessage, ServerResponse } from "node:http";
import { authenticateAcs3 } from "../../acs3/authenticate.ts";
import type { ReplayGuard } from "../../acs3/replay-guard.ts";
import type { Exchange, Reply } from "../../core/exchange.ts";
import { allows, type Principal, type Principals } from "../../core/principals.ts";
import { refusal } from "../reply.ts";
import { newRequestId } from "../request-id.ts";
import { type Asked, type ControlAction, functionArn, type Plane } from "./action.ts";
import { asyncInvokeConfigActions } from "./async-invoke-config.ts";
import { asyncTaskActions } from "./async-tasks.ts";
import { concurrencyConfigActions } from "./concurrency-config.ts";
import { FcError, invalidArgument } from "./fc-error.ts";
import { functionActions } from "./functions.ts";
import { tagActions } from "./tags.ts";
import { triggerActions } from "./triggers.ts";

const actions: readonly ControlAction[] = [
  ...functionActions,
  ...triggerActions,
  ...asyncInvokeConfigActions,
  ...asyncTaskActions,
  ...concurrencyConfigActions,
  ...tagActions,
];

type Needs = {
  readonly plane: Plane;
  readonly principals: Pick<Principals, "find">;
  readonly replayGuard: ReplayGuard;
  readonly exchange: Exchange;
};

/** Answers what `@alicloud/fc20230330` asks besides InvokeFunction: functions, triggers, their settings, tags. */
export function createControlApi({ plane, principals, replayGuard, exchange }: Needs) {
  const { holds } = plane;
  return (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const url = new URL(request.url ?? "/", "http://fc");
    const requestId = newRequestId();
    const { action, names } = route(request, url);
    const said = parseJson(body);
    const signer = authenticateAcs3({ request, body, principals, holds });
    const refuse = (status: number, code: string, message: string) => refusal(requestId, status, code, message);

    const carryOut = (): Reply => {
      if (action === undefined) throw pathNotSupported(request);
      if ("refusal" in signer) return refuse(signer.refusal.status, signer.refusal.code, signer.refusal.message);
      const late = replayGuard.check(request.headers);
      if (late !== undefined) return refuse(late.status, late.code, late.message);
      const asked = { ...names, query: url.searchParams, body: readBody(said), principal: signer.principal };
      requireRight(signer.principal, action, asked, plane);
      return answer(action.run(asked, plane), action, requestId);
    };

    return exchange(
      {
        product: "fc",
        action: action?.name ?? `${request.method} ${url.pathname}`,
        principal: "principal" in signer ? signer.principal : undefined,
        params: { ...names, ...logged(said) },
        instanceId: undefined,
        target: names.functionName || nameIn(said),
        requestId,
        refuse,
        throttle: { status: 429, code: "Throttling.User" },
        apply: () => {
          try {
            return carryOut();
          } catch (error) {
            if (error instanceof FcError) return refuse(error.status, error.code, error.message);
            throw error;
          }
        },
      },
      response,
    );
  };
}

function route({ method }: IncomingMessage, { pathname }: URL) {
  const action = actions.find((candidate) => candidate.method === method && candidate.path.test(pathname));
  const { functionName = "", triggerName = "" } = action?.path.exec(pathname)?.groups ?? {};
  return {
    action,
    names: { functionName: decodeURIComponent(functionName), triggerName: decodeURIComponent(triggerName) },
  };
}

/** What FC has for an unknown path (FC error codes). */
const pathNotSupported = ({ method, url }: IncomingMessage) =>
  new FcError(400, "PathNotSupported", `'${method}' against '${url}' is not supported by the local cloud`);

function readBody(said: unknown): Asked["body"] {
  if (typeof said === "object" && said !== null) return Object.fromEntries(Object.entries(said).filter(isSaid));
  throw invalidArgument("The body is no JSON object.");
}

const isSaid = ([, value]: readonly [string, unknown]) => value !== null && value !== undefined;

function parseJson(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** A call is judged on the function that it names, else on all; that a trigger's is too is invented. */
function requireRight(
  principal: Principal,
  { name }: ControlAction,
  { functionName, body }: Asked,
  { account }: Plane,
) {
  const resource = functionArn(account, functionName || String(body["functionName"] ?? "*"));
  if (allows(principal, `fc:${name}`, resource)) return;
  throw new FcError(403, "AccessDenied", `the caller is not authorized to perform 'fc:${name}' on '${resource}'`);
}

const answer = (shown: object | undefined, { method }: ControlAction, requestId: string): Reply => ({
  status: shown === undefined ? 204 : 200,
  headers: { "x-fc-request-id": requestId, ...(shown !== undefined && { "content-type": "application/json" }) },
  body: shown === undefined ? "" : JSON.stringify(shown),
  code: null,
  effect: method !== "GET",
});

/** A call as the wire log may show it: without the code, and without what the variables say. */
function logged(said: unknown): object {
  if (typeof said !== "object" || said === null) return {};
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [name, hidden.has(name) ? "(hidden)" : value]));
}

const hidden = new Set(["code", "environmentVariables"]);

const nameIn = (said: unknown) =>
  typeof said === "object" && said !== null && "functionName" in said ? String(said.functionName) : undefined;
