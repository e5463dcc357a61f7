import type { MiddlewareObj } from "@middy/core";
import { dataLoss as wouldLose } from "../attempt/refusals.ts";
import type { Sent } from "../cloud/sent.ts";
import type { Command } from "../command.ts";
import type { Steering } from "../control/steering.ts";
import { isTheirs } from "../control/theirs.ts";
import type { Deps } from "../deps.ts";
import { OpError } from "../errors.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { type Refusal, refusalBy } from "../operations/check.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { redact } from "../redact.ts";
import { checkPassed, type Reply } from "../reply.ts";
import type { Authorise } from "./authorise.ts";
import type { Invocation } from "./invocation.ts";

/** Who may ask for what, on which machines. */
type Rights = Pick<Deps, "principals"> & { readonly steering: () => Promise<Steering> };

type Needs<C> = Pick<Deps, "nowMs" | "newId"> & {
  readonly cloud: C;
  readonly ledger: Pick<Ledger, "isFirst">;
  readonly authorise: Authorise;
} & Rights;

/**
 * The cloud's own check of a call. It claims nothing and changes nothing. Its success is the code `DryRunOperation`. It
 * needs the rights of the call that it stands for. The same signed bytes are checked once.
 */
export function dryRun<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  needs: Needs<C>,
): MiddlewareObj<Invocation, Reply> {
  return {
    before: async ({ event: invocation }): Promise<Reply | undefined> => {
      const { command, requestId, signed, deadlineMs } = invocation;
      if (command === undefined || operation.parameters.isDryRun === undefined) return undefined;
      const input = operation.parameters.schema.parse(command.input);
      if (!operation.parameters.isDryRun(input)) return undefined;
      await needs.authorise(invocation);
      if (signed && !(await needs.ledger.isFirst(signed.principal.name, signed.id, deadlineMs - answerMs)))
        throw new OpError("conflict", "SignatureNonceUsed", checkedBefore);
      return checkPassed(requestId, await rehearse(operation, input, command, needs));
    },
  };
}

/** The time that the look and the check need, milliseconds (their own limits: 5 s and 10 s). */
const answerMs = 20_000;
const checkedBefore =
  "These signed bytes were taken for a check already. Nothing was changed; sign a new call, with a new webhook-id.";

/** Looks, then asks the cloud to check. Returns the cloud's words if the check passes. Throws `OpError` otherwise. */
async function rehearse<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  input: I,
  command: Command,
  { cloud, nowMs, newId, principals, steering }: Needs<C>,
): Promise<string> {
  const { look, dataLoss, call } = operation;
  const facts = await look(cloud, input);
  if (!isTheirs(operation.product, command, facts, principals, await steering())) throw foreign(command);
  const refusal = refusalBy(operation, facts, input, undefined);
  if (refusal !== undefined) throw refused(refusal);
  const open = dataLoss(facts, input).filter((loss) => !command.accepts.includes(loss));
  if (open.length > 0) throw wouldLose(command.instanceId, open);
  const sent = await call(cloud, input, { signedAtMs: nowMs(), nonce: newId() }, "");
  if (sent.kind !== "refused") throw unchecked(`${operation.name} ${operation.parameters.target(input)}`, sent);
  if (sent.code !== "DryRunOperation") throw refused(sent);
  return sent.message;
}

const foreign = ({ actor, operation, instanceId }: Command) =>
  new OpError(
    "forbidden",
    "Forbidden.Operation",
    `${actor} may not ask for ${operation} on ${instanceId} by the policy in force. Nothing was changed.`,
  );

/** The error for a check without an answer of its own. If the cloud took it for the call itself, the error says so. */
function unchecked(what: string, sent: Exclude<Sent, { kind: "refused" }>): OpError {
  if (sent.kind === "accepted")
    // Not of kind `internal`: that is thrown back to a queue, which would send the check again.
    return new OpError(
      "refused",
      "InternalError",
      `The cloud took the check of ${what} for the call itself: look at it before anything else.`,
      { status: 500 },
    );
  if (sent.kind === "unknown")
    return new OpError(
      "unavailable",
      "ServiceUnavailable",
      `${what} could not be checked: no answer that counts (${sent.cause}). It was sent as a check only, with DryRun; try again.`,
      { retryAfterSeconds: 5 },
    );
  const text = `${what} could not be checked for now. This was a check only: nothing was changed; try again.`;
  return new OpError("throttled", sent.code, text, { retryAfterSeconds: Math.ceil(sent.retryAfterMs / 1_000) });
}

const refused = ({ status, code, message }: Refusal) =>
  new OpError("refused", code, `${redact(message)} This was a check only: nothing was changed.`, { status });
