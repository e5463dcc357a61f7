import middy from "@middy/core";
import { perform } from "../attempt/perform.ts";
import type { Performed } from "../attempt/performed.ts";
import type { Credentials } from "../config.ts";
import type { Shape } from "../decode.ts";
import type { Deps } from "../deps.ts";
import { OpError, policyOf } from "../errors.ts";
import type { LogFields } from "../log.ts";
import { authenticate } from "../middleware/authenticate.ts";
import { dryRun } from "../middleware/dry-run.ts";
import { idempotency } from "../middleware/idempotency.ts";
import type { Invocation } from "../middleware/invocation.ts";
import { validate } from "../middleware/validate.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { answersWith } from "../remediation/rules.ts";
import { errorReply, type Reply } from "../reply.ts";
import { arrived, failure, told } from "./told.ts";
import { translated } from "./translated.ts";

/** The part of FC 3.0's context that is used. Source: Function Compute "Context". */
type FcContext = {
  readonly requestId: string;
  readonly credentials: Credentials;
  /** `timeout` in seconds. */
  readonly function: { readonly name: string; readonly timeout: number };
};

export type FcHandler = (event: Uint8Array, context: FcContext) => Promise<object>;

/**
 * The handler of one operation function: decode → authenticate → validate → plan → claim → look → intend → send →
 * settle → reply. What it does not know fails. Of a batch each event is handled, and the batch fails afterwards if one of
 * them did: it comes again as a whole, and an event that is on record is not done twice.
 */
export function createHandler<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  deps: Deps<C>,
): FcHandler {
  return async (raw, context) => {
    const enteredMs = deps.nowMs();
    const { requestId, credentials } = context;
    const log: StepLog = (fields) =>
      deps.log({ operation: operation.name, requestId, durationMs: deps.nowMs() - enteredMs, ...fields });
    const replyTo = async (shape: Shape): Promise<Reply> => {
      const invocation: Invocation = { shape, requestId, deadlineMs: deadlineOf(context, enteredMs) };
      const reply = await createChain(operation, deps, credentials)(invocation);
      log({ level: "info", step: "reply", ...summary(invocation, reply) });
      return reply;
    };
    const needs = {
      principals: deps.principals,
      secrets: Object.keys(operation.secrets ?? {}),
      refusal: (thrown: unknown) => errorReply(refused(thrown, log), requestId),
    };
    const handle = async (shape: Shape | OpError): Promise<object> => {
      if (shape instanceof OpError) throw failure(needs.refusal(shape), shape);
      return told(shape, replyTo(shape), needs);
    };
    const event = arrived(raw, needs);
    return "deliveries" in event ? all(event.deliveries.map(handle)) : handle(event);
  };
}

/** What each came to. Waits for all of them before it fails with one: what still runs would be frozen in between. */
async function all(handled: readonly Promise<object>[]): Promise<readonly object[]> {
  await Promise.allSettled(handled);
  return Promise.all(handled);
}

/** Without a time limit there is no lease, and without a lease no claim. */
function deadlineOf({ function: { timeout } }: FcContext, enteredMs: number): number {
  if (timeout > 0) return enteredMs + timeout * 1_000;
  throw new Error(`The context names no function timeout in seconds: ${timeout}`);
}

type StepLog = (fields: Pick<LogFields, "level" | "step"> & Partial<LogFields>) => void;

/** Logs why an invocation was refused. */
function refused(thrown: unknown, log: StepLog): OpError {
  const error = translated(thrown);
  const { retry, effect } = policyOf(error);
  const { code, message } = error;
  log({ level: effect === "unknown" ? "error" : "warn", step: "refuse", code, message, retry });
  return error;
}

function createChain<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  deps: Deps<C>,
  credentials: Credentials,
) {
  const { nowMs, newId } = deps;
  const { ledger, cloud } = deps.connect(credentials);
  const { planning } = deps;
  const answers = answersWith(planning.rules, operation.name, operation.answers);
  // middy's early timeout would answer, and run onError, while the handler still runs: it stays off.
  const chain = middy<Invocation, Reply | Performed>({ timeoutEarlyInMillis: 0 })
    .use(authenticate(deps))
    .use(validate(operation, deps))
    .use(dryRun(operation, { cloud, nowMs, newId }))
    .use(idempotency(operation, { ledger, nowMs }))
    .handler(({ claim, deadlineMs }: Invocation) => {
      if (claim === undefined) throw new Error("idempotency must come before the handler");
      return perform(operation, claim, { cloud, answers, planning, nowMs, deadlineMs });
    });
  return async (invocation: Invocation): Promise<Reply> => {
    const reply = await chain(invocation, {} as never); // no AWS context: nothing in the chain reads one
    if ("stage" in reply) throw new Error("idempotency did not conclude");
    return reply;
  };
}

const summary = ({ command }: Invocation, { statusCode, headers, body }: Reply) => {
  const { State, Cause } = JSON.parse(body) as { readonly State?: string; readonly Cause?: string };
  return {
    statusCode,
    state: State,
    code: Cause,
    target: command?.instanceId,
    token: command?.token,
    replayed: headers["Idempotency-Replayed"],
  };
};
