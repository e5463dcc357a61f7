import { randomUUID } from "node:crypto";
import type { Clock } from "../core/clock.ts";
import type { Exchange, Reply } from "../core/exchange.ts";
import { allHold, type Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import type { Principals } from "../core/principals.ts";
import type { Prepared } from "./action.ts";
import { findAction } from "./actions.ts";
import { authenticate, checkDate } from "./authenticate.ts";
import { authorize, type TablestoreSettings } from "./authorize.ts";
import { createDatabase, type Database, NEW_TABLE_MS } from "./database.ts";
import type { TablestoreInstance, TablestoreInstances } from "./instances.ts";
import { messages } from "./messages.ts";
import { OtsError } from "./ots-error.ts";
import { INDEX_LAG_MS, LONG_INDEX_LAG_MS } from "./secondary-index.ts";

type Needs = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly principals: Pick<Principals, "find">;
  readonly exchange: Exchange;
  readonly settings: TablestoreSettings;
  readonly instances: TablestoreInstances;
  readonly holds?: Holds;
};

/** Tablestore's wire (2015-12-31: protobuf and PlainBuffer): the official SDK connects unmodified. */
export function createTablestore({
  clock,
  principals,
  exchange,
  settings,
  instances,
  holds = allHold,
}: Needs): Product {
  const nowMs = () => Math.floor(clock.nowMs());
  const manners = {
    updateMakesRows: holds("tablestore.update-expects-absence"),
    indexLagMs: holds("tablestore.index-lag") ? INDEX_LAG_MS : LONG_INDEX_LAG_MS,
    newTableMs: holds("tablestore.table-ready") ? NEW_TABLE_MS : 0,
  };
  const databases = new WeakMap<TablestoreInstance, Database>();
  const databaseOf = (instance: TablestoreInstance) => {
    const database = databases.get(instance) ?? createDatabase(manners, nowMs);
    databases.set(instance, database);
    return database;
  };

  return {
    owns: ({ headers }) => headers["x-ots-apiversion"] !== undefined,
    handle: async (request, response, body) => {
      const path = request.url ?? "/";
      const operation = path.slice(1);
      const requestId = randomUUID();
      const { headers } = request;
      const signed = attempt(() => authenticate({ path, headers, body }, { principals, instances }));
      const prepared = attempt(() => prepare(request.method, operation, body));
      const reply = createReply(requestId, nowMs);

      const apply = (): Reply => {
        const { principal, instance } = orThrow(signed);
        checkDate(headers, nowMs());
        const call: Prepared = orThrow(prepared);
        authorize(principal, operation, call.tables, { ...settings, ...instance });
        const { body: answer, effect } = call.run(databaseOf(instance), nowMs());
        return reply({ status: 200, code: null, effect, body: answer });
      };
      const refuse = (status: number, code: string, message: string) =>
        reply({ status, code, effect: false, body: messages.Error.encode({ code, message }).finish() });

      await exchange(
        {
          product: "tablestore",
          action: operation,
          principal: "value" in signed ? signed.value.principal : undefined,
          params: "value" in prepared ? prepared.value.params : null,
          instanceId: "value" in prepared ? prepared.value.instanceId : undefined,
          requestId,
          apply: () => {
            const answer = attempt(apply);
            if ("value" in answer) return answer.value;
            const { status, code, message } = answer.refusal;
            return refuse(status, code, message);
          },
          refuse: (status, code, message) => refuse(status, code === "InternalError" ? internalError : code, message),
          throttle: { status: 503, code: "OTSServerBusy" },
        },
        response,
      );
    },
    reset: () => {
      for (const instance of instances.all()) databaseOf(instance).clear();
    },
  };
}

/** What a planned error says when the tester names no code. */
const internalError = "OTSInternalServerError";

function prepare(method: string | undefined, operation: string, body: Buffer): Prepared {
  if (method !== "POST") throw new OtsError("OTSMethodNotAllowed", "Only POST method for requests is supported.");
  return findAction(operation)(body);
}

const createReply =
  (requestId: string, nowMs: () => number) =>
  (answer: Omit<Reply, "headers">): Reply => ({
    ...answer,
    headers: {
      "content-type": "application/x.pb2",
      "x-ots-requestid": requestId,
      "x-ots-date": new Date(nowMs()).toISOString(),
      "x-ots-contenttype": "protocol buffer",
    },
  });

type Attempt<Value> = { readonly value: Value } | { readonly refusal: OtsError };

/** Keeps a refusal until the call takes effect, for a fault may keep the call from ever getting there. */
function attempt<Value>(act: () => Value): Attempt<Value> {
  try {
    return { value: act() };
  } catch (error) {
    if (error instanceof OtsError) return { refusal: error };
    throw error;
  }
}

function orThrow<Value>(attempted: Attempt<Value>): Value {
  if ("refusal" in attempted) throw attempted.refusal;
  return attempted.value;
}
