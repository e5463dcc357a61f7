import type { Command } from "../command.ts";
import type { Shape } from "../decode.ts";
import type { LogFields } from "../log.ts";
import { namesWord } from "../middleware/heard.ts";
import type { Invocation } from "../middleware/invocation.ts";
import type { Signed } from "../middleware/verify-webhook.ts";

type Who = Pick<LogFields, "door" | "actor" | "right" | "reason" | "webhookId" | "address" | "target" | "token">;

/** Who wants what, by which way and by what right: the same fields in every log line about a decision. */
export function audited({ shape, signed, claim, dispatched, ...asked }: Invocation): Who {
  const command = claim?.command ?? asked.command; // for an operation on record the row knows who asked
  return {
    door: dispatched === undefined ? doorOf(shape) : "dispatch",
    actor: signed?.principal.name ?? command?.actor,
    right: rightOf(signed, command),
    reason: command?.reason,
    webhookId: signed?.id,
    // A right signature gives a name. Of anybody else the address is all that is known.
    ...(signed === undefined && shape.kind === "http" && { address: shape.address }),
    target: command?.instanceId ?? dispatched?.instanceId,
    token: command?.token ?? dispatched?.operationId,
  };
}

/** The way by which an input came. */
export function doorOf(shape: Shape): string {
  if (shape.kind === "invoke" && namesWord(shape.payload)) return "chat";
  switch (shape.kind) {
    case "http":
      return shape.queued ? "queue" : "http";
    case "event":
      return shape.event.foundby ?? "eventbridge";
    case "invoke":
      return "invoke";
    default:
      return shape satisfies never;
  }
}

function rightOf(signed: Signed | undefined, command: Command | undefined): string | undefined {
  if (command === undefined) return undefined;
  if (command.accepts.length > 0) return `approver ${command.accepts.join(" ")}`;
  return signed === undefined ? undefined : command.operation;
}
