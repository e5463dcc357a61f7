import middy from "@middy/core";
import { createLookBefore } from "../attempt/look-before.ts";
import { perform } from "../attempt/perform.ts";
import type { Performed } from "../attempt/performed.ts";
import { defaultBounds } from "../bounds.ts";
import type { Credentials } from "../config.ts";
import type { Shape } from "../decode.ts";
import type { Deps } from "../deps.ts";
import { mayHaveChanged, OpError } from "../errors.ts";
import type { LogFields } from "../log.ts";
import { authenticate } from "../middleware/authenticate.ts";
import { authoriseBy } from "../middleware/authorise.ts";
import { dryRun } from "../middleware/dry-run.ts";
import { heard } from "../middleware/heard.ts";
import { idempotency } from "../middleware/idempotency.ts";
import type { Invocation } from "../middleware/invocation.ts";
import { permitBy } from "../middleware/permit.ts";
import { validate } from "../middleware/validate.ts";
import { once } from "../once.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { errorReply, type Reply } from "../reply.ts";
import { audited } from "./audit.ts";
import { createLastEvent } from "./last-event.ts";
import { isProbe, probeOperation } from "./probe-operation.ts";
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
 * settle → reply. Unknown input fails. Each event of a batch is handled. If one fails, the batch fails afterwards and
 * comes again as a whole. An event that is on record is not done twice.
 */
export function createHandler<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  deps: Deps<C>,
): FcHandler {
  const lastEvent = createLastEvent(deps.nowMs);
  return async (raw, context) => {
    const enteredMs = deps.nowMs();
    const { requestId, credentials } = context;
    const log: StepLog = (fields) =>
      deps.log({ operation: operation.name, requestId, durationMs: deps.nowMs() - enteredMs, ...fields });
    const replyTo = async (invocation: Invocation): Promise<Reply> => {
      refuseEndless(context);
      const reply = await createDoor(operation, deps, credentials)(invocation);
      log({ level: "info", step: "reply", ...audited(invocation), ...summary(reply) });
      return reply;
    };
    const needs = {
      principals: deps.principals,
      secrets: Object.keys(operation.parameters.secrets ?? {}),
      refusal: (thrown: unknown) => errorReply(loggedRefusal(thrown, log), requestId),
    };
    const handle = async (shape: Shape | OpError): Promise<object> => {
      if (shape instanceof OpError) throw failure(needs.refusal(shape), shape);
      const invocation: Invocation = { shape, requestId, deadlineMs: enteredMs + context.function.timeout * 1_000 };
      const refusal = (thrown: unknown) => errorReply(loggedRefusal(thrown, log, audited(invocation)), requestId);
      return told(shape, replyTo(invocation), { ...needs, refusal });
    };
    const event = lastEvent.noting(raw, requestId, () => arrived(raw, needs));
    if ("statusCode" in event) return event;
    if (isProbe(event, operation.name)) {
      log({ level: "info", step: "probe" });
      return { RequestId: requestId, ...(await probeOperation(operation, deps, credentials, lastEvent.last())) };
    }
    return "deliveries" in event ? all(event.deliveries.map(handle)) : handle(event);
  };
}

/** All results. Waits for every one before it fails: FC would freeze what still runs once the batch has failed. */
async function all(handled: readonly Promise<object>[]): Promise<readonly object[]> {
  await Promise.allSettled(handled);
  return Promise.all(handled);
}

/** Without a timeout a lease would have no end, so there could be no claim. */
function refuseEndless({ function: { timeout } }: FcContext): void {
  if (!(timeout > 0)) throw new Error(`The context names no function timeout in seconds: ${timeout}`);
}

type StepLog = (fields: Pick<LogFields, "level" | "step"> & Partial<LogFields>) => void;

/** Logs why an invocation was refused, and to whom. */
function loggedRefusal(thrown: unknown, log: StepLog, who: Partial<LogFields> = {}): OpError {
  const error = translated(thrown);
  const { code, message } = error;
  log({ level: mayHaveChanged(error) ? "error" : "warn", step: "refuse", ...who, code, message });
  return error;
}

type Respond = (invocation: Invocation) => Promise<Reply>;

/**
 * The part of the chain that a stranger meets. It connects to nothing, but for a word that an invocation names. Behind it come only callers who may ask, with a
 * command that can be read.
 */
function createDoor<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  deps: Deps<C>,
  credentials: Credentials,
): Respond {
  const door = chained<Reply>()
    .use(authenticate(operation.name, deps))
    .use(heard(operation, deps.scope, () => deps.connect(credentials).words))
    .use(validate(operation, deps))
    .handler((invocation: Invocation) => createChain(operation, deps, deps.connect(credentials))(invocation));
  return (invocation) => door(invocation, noContext);
}

function createChain<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  { nowMs, newId, pause, principals }: Deps<C>,
  { ledger, cloud, control, ...read }: ReturnType<Deps<C>["connect"]>,
): Respond {
  const lookBefore = createLookBefore(operation, { cloud, nowMs });
  const steering = once(read.steering);
  const authorise = authoriseBy(operation.name, steering);
  const permit = permitBy({ authorise, steering, nowMs });
  const steers = { steering, steerAnew: read.steering, control, newId, pause };
  const needs = { cloud, ...steers, principals, bounds: defaultBounds, nowMs, lookBefore };
  const chain = chained<Reply | Performed>()
    .use(dryRun(operation, { cloud, ledger, nowMs, newId, authorise, principals, steering }))
    .use(idempotency(operation, { ledger, nowMs, lookBefore, permit }))
    .handler(({ claim, deadlineMs }: Invocation) => {
      if (claim === undefined) throw new Error("idempotency must come before the handler");
      return perform(operation, claim, { ...needs, deadlineMs });
    });
  return async (invocation) => {
    const reply = await chain(invocation, noContext);
    if ("kind" in reply) throw new Error("idempotency did not conclude");
    return reply;
  };
}

/** middy's early timeout stays off: it would answer, and run onError, while the handler still runs. */
const chained = <T>() => middy<Invocation, T>({ timeoutEarlyInMillis: 0 });

/** An empty context: nothing in a chain reads one. */
const noContext = {} as never;

const summary = ({ statusCode, headers, body }: Reply) => {
  const { State, Cause } = JSON.parse(body) as { readonly State?: string; readonly Cause?: string };
  return { statusCode, state: State, code: Cause, replayed: headers["Idempotency-Replayed"] };
};
