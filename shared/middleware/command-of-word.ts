import type { Word } from "../chat/word-store.ts";
import { type Command, reasonSchema } from "../command.ts";
import { OpError } from "../errors.ts";
import type { Scope } from "../ledger/token.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { limited, nested, parsed } from "../parameter.ts";
import { refuseOther, refuseOtherRegion } from "./command-from.ts";
import { refuseSecrets, refuseUnsupported } from "./refused-parameters.ts";
import { target } from "./target.ts";

/**
 * The command of a word that was stored by chat, under `key`. All of it comes from the stored word, and nothing from the
 * invocation that names it. A word asks for consent where one is needed and holds none: a yes is a word of its own.
 */
export function commandOfWord<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  key: string,
  { wish, person, askedAtMs }: Word,
  scope: Scope,
): Command {
  const { to, args, machine } = wish;
  refuseOther(operation, "operation" in to ? to.operation : "");
  if (machine?.by !== "id") throw unnamed();
  const { Reason, RegionId, ...rest } = limited<Readonly<Record<string, unknown>>>({
    ...args,
    InstanceId: machine.value,
  });
  refuseOtherRegion(RegionId, scope);
  refuseSecrets(operation.parameters.secrets, rest);
  refuseUnsupported(operation.parameters.unsupported, rest);
  const input = parsed(operation.parameters.schema, nested(rest));
  const token = tokenOf(key);
  return {
    ...target(operation, input),
    eventId: operation.event.idOf?.(input),
    source: "chat",
    actor: person,
    reason: parsed(reasonSchema, Reason ?? ""),
    mayRunLater: false,
    askedAtMs,
    accepts: [],
    asksForConsent: true,
    token,
    clientToken: token,
  };
}

/** One word is one operation, however often its invocation comes. */
const tokenOf = (key: string) => `chat-${key}`;

const unnamed = () =>
  new OpError(
    "badRequest",
    "MissingParameter.InstanceId",
    "An operation needs its machine by its id, such as i-bp1…: a name may be another machine's tomorrow. Nothing was changed.",
  );
