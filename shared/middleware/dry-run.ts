import type { MiddlewareObj } from "@middy/core";
import type { Deps } from "../deps.ts";
import { OpError } from "../errors.ts";
import type { Invocation } from "../invocation.ts";
import type { Facts, Input, Operation } from "../operation.ts";
import { statusFor } from "../operations/advice.ts";
import { checkPassed, type Reply } from "../reply.ts";

type Needs<C> = Pick<Deps, "nowMs" | "newId"> & { readonly cloud: C };

/** The cloud's own check: claims nothing and changes nothing. Its success is the code `DryRunOperation`. */
export function dryRun<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  needs: Needs<C>,
): MiddlewareObj<Invocation, Reply> {
  return {
    before: async ({ event: { command, requestId } }): Promise<Reply | undefined> => {
      if (command === undefined || operation.isDryRun === undefined) return undefined;
      const input = operation.input.parse(command.input);
      if (!operation.isDryRun(input)) return undefined;
      return checkPassed(requestId, await rehearse(operation, input, needs));
    },
  };
}

/** Looks and asks the cloud to check. Returns its words for a passing check; throws `OpError` for any other answer. */
async function rehearse<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  input: I,
  { cloud, nowMs, newId }: Needs<C>,
): Promise<string> {
  const { look, checks, call, errors } = operation;
  const facts = await look(cloud, input);
  const check = checks.find(({ fails }) => fails(facts, input, undefined));
  if (check !== undefined) throw refused(check.code, check.message, statusFor(errors, check.code));
  const sent = await call(cloud, input, { signedAtMs: nowMs(), nonce: newId() }, "");
  if (sent.kind !== "refused")
    throw new OpError("unavailable", "ServiceUnavailable", "The check got no usable answer. Nothing was changed.");
  if (sent.code !== "DryRunOperation") throw refused(sent.code, sent.message, sent.status);
  return sent.message;
}

const refused = (code: string, message: string, status: number) =>
  new OpError("refused", code, `${message} This was a check only: nothing was changed.`, { status });
