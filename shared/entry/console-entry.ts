import type { ConsoleConfig } from "../config.ts";
import type { HttpRequest } from "../decode.ts";
import type { ConsoleDeps } from "../deps.ts";
import { OpError } from "../errors.ts";
import type { LogFields } from "../log.ts";
import { letIn } from "../middleware/authenticate.ts";
import { errorReply, type Reply } from "../reply.ts";
import { doorOf } from "./audit.ts";
import type { FcHandler } from "./operation-entry.ts";
import { record } from "./record-verb.ts";
import { resolve } from "./resolve-verb.ts";
import { arrived, failure, told } from "./told.ts";
import { translated } from "./translated.ts";
import { right, type Verb } from "./verb.ts";

/** By the path of the call. */
const verbs: ReadonlyMap<string, Verb> = new Map([resolve, record].map((verb) => [`/${verb.name}`, verb]));

/** The handler of the function console: what people ask and decide, by signed HTTP. */
export function createConsoleHandler(
  deps: ConsoleDeps,
  { dateWindowMs }: Pick<ConsoleConfig, "dateWindowMs">,
): FcHandler {
  return async (raw, { requestId, credentials }) => {
    let who: Who = { operation: "console", requestId };
    let verb = resolve;
    const needs = {
      principals: deps.principals,
      refusal: (thrown: unknown) => {
        const error = translated(thrown, verb.unsure);
        deps.log({ ...who, level: "warn", step: "refuse", code: error.code, message: error.message });
        return errorReply(error, requestId);
      },
    };
    const replyTo = async (request: HttpRequest): Promise<Reply> => {
      verb = verbs.get(request.path) ?? resolve; // letIn refuses every other path
      who = { ...who, door: doorOf(request), address: request.address };
      const { principal, id } = letIn(request, [...verbs.keys()], deps.principals, deps.nowMs());
      who = { ...who, actor: principal.name, webhookId: id, address: undefined };
      const { audit, answer } = verb.read(request, principal, deps.nowMs());
      const { state, ...about } = audit;
      who = { ...who, right, ...about };
      const { store } = deps.connect(credentials);
      const reply = await answer({ ...deps, store, dateWindowMs, requestId });
      deps.log({ ...who, level: "info", step: verb.name, state });
      return reply;
    };
    const event = arrived(raw, needs);
    if ("statusCode" in event) return event;
    if (event.kind === "http") return told(event, replyTo(event), needs);
    const unknown = new OpError("unusableEvent", "InvalidParameter.Event", `There is only HTTP here, ${paths}.`);
    throw failure(needs.refusal(unknown), unknown);
  };
}

const paths = [...verbs.keys()].map((path) => `POST ${path}`).join(" and ");

/** The fields of every line in this function's log. */
type Who = Omit<LogFields, "level" | "step">;
