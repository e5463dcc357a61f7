import type { ConsoleConfig } from "../config.ts";
import type { Verb } from "../console/verb.ts";
import { verbs } from "../console/verbs.ts";
import type { Steering } from "../control/steering.ts";
import type { Shape } from "../decode.ts";
import type { ConsoleDeps } from "../deps.ts";
import { OpError } from "../errors.ts";
import type { LogFields } from "../log.ts";
import { once } from "../once.ts";
import { errorReply, type Reply, reply } from "../reply.ts";
import { doorOf } from "./audit.ts";
import type { FcHandler } from "./operation-entry.ts";
import { arrived, failure, told } from "./told.ts";
import { translated } from "./translated.ts";
import { callOfHttp, callOfInvoke } from "./verb-call.ts";

/** The handler of the function console: what people ask and decide, by a direct invoke or by signed HTTP. */
export function createConsoleHandler(
  deps: ConsoleDeps,
  { dateWindowMs, hookNames }: Pick<ConsoleConfig, "dateWindowMs" | "hookNames">,
): FcHandler {
  return async (raw, { requestId, credentials }) => {
    let who: Who = { operation: "console", requestId };
    let verb: Verb | undefined;
    const needs = {
      principals: deps.principals,
      refusal: (thrown: unknown) => {
        const error = translated(thrown, verb?.unsure ?? unknown);
        deps.log({ ...who, level: "warn", step: "refuse", code: error.code, message: error.message });
        return errorReply(error, requestId);
      },
    };
    const replyTo = async (shape: Exclude<Shape, { kind: "event" }>): Promise<Reply> => {
      const ports = () => deps.connect(credentials);
      const steering = once(() => ports().steering());
      who = { ...who, door: doorOf(shape), ...(shape.kind === "http" && { address: shape.address }) };
      const known = (found: Verb, by: Partial<Who>) => {
        verb = found;
        who = { ...who, address: undefined, ...by };
      };
      const { asked, ...by } =
        shape.kind === "http" ? await callOfHttp(shape, { ...deps, steering }, known) : callOfInvoke(shape, known);
      const { state, ...about } = asked.about;
      who = { ...who, ...about };
      const answering = asked.answer({ ...deps, ...ports(), steering, ...by, dateWindowMs, hookNames });
      const [answer, zone] = await Promise.all([answering, zoneOf(steering)]);
      deps.log({ ...who, level: "info", step: verb?.name ?? "", state });
      return reply(200, { RequestId: requestId, ...zone, ...answer });
    };
    const event = arrived(raw, needs);
    if ("statusCode" in event) return event;
    if (event.kind !== "batch" && event.kind !== "event") return told(event, replyTo(event), needs);
    const misplaced = new OpError("unusableEvent", "InvalidParameter.Event", `No event comes here. There is ${names}.`);
    throw failure(needs.refusal(misplaced), misplaced);
  };
}

/** In which zone people read the times of an answer. Without a policy that can be read there is none. */
const zoneOf = (steering: () => Promise<Steering>) =>
  steering().then(
    ({ timeZone }) => ({ TimeZone: timeZone }),
    () => ({}),
  );

const names = verbs.map(({ name }) => name).join(", ");
const unknown = { unreachable: "Nothing was changed; ask again.", internal: "Nothing was changed; ask again." };

/** The fields of every line in this function's log. */
type Who = Omit<LogFields, "level" | "step">;
