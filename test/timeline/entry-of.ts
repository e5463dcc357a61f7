import * as z from "zod";
import type { Call } from "../cloud/core/calls.ts";
import type { Sight } from "../cloud/core/watch.ts";
import { isChange, isInvocation, isRowWrite } from "../demo/wire.ts";
import { fileOf } from "../local.ts";
import type { Entry } from "./entry.ts";
import { ledgerStepOf } from "./ledger-step.ts";

/** The timeline's entry for what was seen in the local cloud; undefined for what is not worth a line. */
export function entryOf(sight: Sight): Entry | undefined {
  switch (sight.what) {
    case "event": {
      const { what, ...event } = sight;
      return { kind: "event", ...event };
    }
    case "notice": {
      const { at, channel, isSigned, notice } = sight;
      return {
        at,
        kind: "notice",
        channel,
        isSigned,
        says: firstLineSchema.safeParse(notice).data?.firstLine.en ?? "?",
      };
    }
    case "chat": {
      const { at, by, to, text, card } = sight;
      return { at, kind: "chat", by, to, says: text, ...(card !== null && { card }) };
    }
    case "asked":
      return asked(sight);
    case "done":
      return done(sight);
    case "answered":
      return answered(sight);
    case "request":
      return { at: sight.at, kind: "call", by: "HTTP", function: sight.function, ...aboutOf(json(sight.body)) };
    case "response":
      return {
        at: sight.at,
        kind: "answer",
        by: sight.function,
        to: "HTTP",
        action: "POST",
        status: sight.status,
        ...saidIn(sight.body),
        ...replayedBy(new Headers(sight.headers).get("idempotency-replayed")),
      };
    default:
      return sight satisfies never;
  }
}

const firstLineSchema = z.object({ firstLine: z.object({ en: z.string() }) });

type OfCall = { readonly at: string; readonly call: Readonly<Call> };

function asked({ at, call }: OfCall): Entry | undefined {
  if (isChange(call))
    return { at, kind: "send", function: callerOf(call), action: call.action, instanceId: instanceOf(call.params) };
  if (!isInvocation(call) || hookIn(call) !== undefined) return undefined;
  const { functionName, payload } = invocationSchema.parse(call.params);
  const to = fileOf(functionName);
  const notice = noticeSchema.safeParse(payload);
  if (notice.success) return { at, kind: "event", change: "delivered", ...notice.data.data, function: to };
  return { at, kind: "call", by: callerOf(call), function: to, ...aboutOf(payload) };
}

function done({ at, call }: OfCall): Entry | undefined {
  if (!isRowWrite(call)) return undefined;
  const isRefused = call.code === conditionFailed;
  const step = call.effect || isRefused ? ledgerStepOf(call.params, call.effect) : undefined;
  return step && { at, kind: "ledger", function: callerOf(call), instanceId: rowOf(call.params), ...step };
}

/** Of sends and invocations every answer is shown; of other calls what the caller must live with. */
function answered({ at, call, body }: OfCall & { readonly body: string }): Entry | undefined {
  const { action, status, code, effect: taken } = call;
  const to = callerOf(call);
  const hook = hookIn(call);
  if (hook !== undefined) return { at, ...hook, status, ...saidIn(body, code) };
  if (isInvocation(call)) {
    const by = fileOf(invocationSchema.parse(call.params).functionName);
    return { at, kind: "answer", by, to: isOfBus(call) ? "EventBridge" : to, action, status, ...saidIn(body, code) };
  }
  const isPlain = code === conditionFailed || (status !== null && status < 400);
  if (isPlain && !isChange(call)) return undefined;
  return { at, kind: "answer", by: names[call.product], to, action, status, ...saidIn("", code), taken };
}

const hookSchema = z.object({
  serviceName: z.string().optional(),
  functionName: z.string(),
  payload: z.object({
    ...{ phase: z.enum(["before", "after"]), instanceId: z.string(), outcome: z.string().optional() },
  }),
});

/** A question to a hook, by its own form: who is asked, about what. */
function hookIn(call: Readonly<Call>) {
  const { data } = hookSchema.safeParse(isInvocation(call) ? call.params : undefined);
  if (data === undefined) return undefined;
  const { serviceName, functionName, payload } = data;
  const { phase, instanceId, outcome } = payload;
  const name = serviceName === undefined ? functionName : `${serviceName}/${functionName}`;
  return { kind: "hook", name, phase, instanceId, ...(outcome !== undefined && { outcome }) } as const;
}

const conditionFailed = "OTSConditionCheckFail";

const names = {
  ecs: "ECS",
  ens: "ENS",
  fc: "FC",
  tablestore: "Tablestore",
  ros: "ROS",
  ram: "RAM",
  sts: "STS",
  mns: "SMQ",
  sls: "SLS",
  eventbridge: "EventBridge",
  dingtalk: "DingTalk",
} as const;

const callerOf = (call: Pick<Call, "function">) => call.function ?? "SDK";

const isOfBus = ({ params }: Pick<Call, "params">) => invocationSchema.parse(params).trigger !== undefined;

const invocationSchema = z.object({
  functionName: z.string(),
  trigger: z.string().optional(),
  payload: z.unknown(),
});

const named = z.string().catch("?");

/** A CloudEvent of whatever form, as the bus hands it on. */
const noticeSchema = z.object({
  specversion: z.string(),
  data: z.object({ eventId: named, instanceId: named, eventType: named, eventStatus: named }),
});

const targetSchema = z.object({ InstanceId: z.string().optional(), ResourceId: z.string().optional() });

const instanceOf = (params: unknown) => {
  const { data } = targetSchema.safeParse(params);
  return data?.InstanceId ?? data?.ResourceId ?? "?";
};

const commandSchema = targetSchema.extend({
  ClientToken: z.string().optional(),
  clientToken: z.string().optional(),
  input: z.unknown().optional(),
});

/** Whom a call is about and its token, as far as its body says so. */
function aboutOf(body: unknown) {
  const { data } = commandSchema.safeParse(body);
  const target = targetSchema.safeParse(data?.input).data;
  const instanceId = data?.InstanceId ?? data?.ResourceId ?? target?.InstanceId ?? target?.ResourceId;
  const clientToken = data?.ClientToken ?? data?.clientToken;
  return { ...(instanceId !== undefined && { instanceId }), ...(clientToken !== undefined && { clientToken }) };
}

const rowSchema = z.object({ primaryKey: z.object({ id: z.string() }) });

/** Rows are named scope_instance. */
const rowOf = (params: unknown) => rowSchema.parse(params).primaryKey.id.replace(/^[^_]*_/, "");

const saidSchema = z.object({
  State: z.string().optional(),
  state: z.string().optional(),
  Code: z.string().optional(),
  body: z.string().optional(),
});

/** What an answer says it came to; an invocation's may have the answer over HTTP in it. */
function saidIn(body: string, code: string | null = null): { readonly says?: string } {
  const { data } = saidSchema.safeParse(json(body));
  if (data?.body !== undefined) return saidIn(data.body, code);
  const says = data?.State ?? data?.state ?? data?.Code ?? code;
  return says === null || says === undefined ? {} : { says };
}

const replayedBy = (by: string | null) => (by === null ? {} : { replayedBy: by });

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
