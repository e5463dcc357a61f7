import type { MiddlewareObj } from "@middy/core";
import { dispatchSchema } from "../command.ts";
import type { Deps } from "../deps.ts";
import type { Facts, Input, Operation } from "../operations/operation.ts";
import { parsed } from "../parameter.ts";
import { nothingToDo, type Reply } from "../reply.ts";
import { commandOfHttp, commandOfInvoke, refuseOther } from "./command-from.ts";
import { commandOfEvent } from "./command-of-event.ts";
import type { Invocation } from "./invocation.ts";

type Needs = Pick<Deps, "scope">;

/** Turns the input into a checked command, or answers at once that this function has nothing to do. */
export function validate<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  { scope }: Needs,
): MiddlewareObj<Invocation, Reply> {
  return {
    before: ({ event: invocation }): Reply | undefined => {
      const { shape, signed, requestId } = invocation;
      if (shape.kind === "invoke" && invocation.command === undefined)
        Object.assign(invocation, ofInvoke(operation, shape.payload));
      if (shape.kind === "http" && signed !== undefined)
        invocation.command = commandOfHttp(operation, scope, shape, signed);
      if (shape.kind !== "event") return undefined;
      const planned = commandOfEvent(operation, scope, shape.event);
      if ("why" in planned) return nothingToDo(planned.why, requestId);
      invocation.command = planned;
      return undefined;
    },
  };
}

/** A dispatch of `reconcile` names an operation on record. Any other payload asks for one. */
function ofInvoke<I extends Input, F extends Facts, C>(
  operation: Operation<I, F, C>,
  payload: Readonly<Record<string, unknown>>,
): Pick<Invocation, "command" | "dispatched"> {
  if (!("operationId" in payload)) return { command: commandOfInvoke(operation, payload) };
  const dispatched = parsed(dispatchSchema, payload);
  refuseOther(operation, dispatched.operation);
  return { dispatched };
}
