import type { IncomingMessage } from "node:http";
import type { Account } from "../account/account.ts";
import type { Clock } from "../core/clock.ts";
import type { Exchange, Reply } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import { newRequestId } from "../fc/request-id.ts";
import { authenticate, unauthorized } from "./authenticate.ts";
import { getLogs } from "./get-logs.ts";
import type { LogPlace } from "./log-projects.ts";
import { SlsError } from "./sls-error.ts";

type Needs = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly principals: Pick<Principals, "find">;
  readonly exchange: Exchange;
  readonly account: Account;
  readonly holds: Holds;
};

/** So long after a line was written it can be found, milliseconds. */
const shipsMs = 2_000;
const slowMs = 120_000;

/** Simple Log Service, version 2020-12-30: GetLogs, for readers. A project is the first part of the host. */
export const createSls = ({ clock, principals, exchange, account, holds }: Needs): Product => ({
  owns: ({ headers }) => headers["x-log-apiversion"] !== undefined,
  reset: () => account.logs.clear(),
  handle: (request, response) => {
    const url = new URL(request.url ?? "/", "http://sls");
    const place = placeIn(request, url);
    const requestId = newRequestId();
    const signed = () => authenticate(signedBy(request, url), principals);
    const carryOut = (): Reply => {
      const principal = signed();
      if (place === undefined)
        throw new SlsError(404, "NotFound", `The local cloud has no ${request.method} ${url.pathname}.`);
      requireRight(principal, place, account);
      const asked = { query: url.searchParams, place, nowMs: clock.nowMs() };
      const lines = getLogs(asked, account.logs, holds("log.ships") ? shipsMs : slowMs);
      return answer(requestId, 200, lines, { "x-log-progress": "Complete", "x-log-count": String(lines.length) });
    };
    return exchange(
      {
        ...{ product: "sls", action: "GetLogs", requestId, instanceId: undefined },
        principal: orUndefined(signed),
        params: { ...place, ...Object.fromEntries(url.searchParams) },
        target: place?.project,
        throttle: { status: 403, code: "ReadQuotaExceed" },
        refuse: (status, code, message) => refused(requestId, new SlsError(status, code, message)),
        apply: () => {
          try {
            return carryOut();
          } catch (error) {
            if (error instanceof SlsError) return refused(requestId, error);
            throw error;
          }
        },
      },
      response,
    );
  },
});

function placeIn({ method, headers }: IncomingMessage, { pathname }: URL): LogPlace | undefined {
  const [, logstore] = /^\/logstores\/([^/]+)$/.exec(pathname) ?? [];
  const [project = ""] = (headers.host ?? "").split(".");
  return method === "GET" && logstore !== undefined ? { project, logstore } : undefined;
}

const signedBy = ({ method = "", headers }: IncomingMessage, { pathname, searchParams }: URL) => ({
  ...{ method, headers, path: pathname, query: searchParams },
});

function requireRight(principal: Principal, { project, logstore }: LogPlace, { accountId, regionId }: Account): void {
  const action = "log:GetLogStoreLogs";
  const resource = `acs:log:${regionId}:${accountId}:project/${project}/logstore/${logstore}`;
  if (!allows(principal, action, resource))
    throw unauthorized(`denied by sts or ram, action: ${action}, resource: ${resource}`);
}

const answer = (requestId: string, status: number, body: unknown, more: Readonly<Record<string, string>>): Reply => ({
  ...{ status, body: JSON.stringify(body), code: null, effect: false },
  headers: { "content-type": "application/json", "x-log-requestid": requestId, ...more },
});

const refused = (requestId: string, { status, code, message }: SlsError): Reply => ({
  ...answer(requestId, status, { errorCode: code, errorMessage: message }, {}),
  code,
});

function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined; // the refusal comes when the call takes effect
  }
}
