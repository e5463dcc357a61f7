import type { Exchange } from "../core/exchange.ts";
import type { Principals } from "../core/principals.ts";
import { patientCaller } from "./caller.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { createInnerCaller, type InnerAnswer } from "./inner-caller.ts";
import type { Invoker } from "./invoker.ts";
import { refusal } from "./reply.ts";
import { newRequestId } from "./request-id.ts";

/** Runs a function by its name in the tester's view and waits for its answer; none: nobody will ever answer. */
export type OwnerInvoke = (resource: string, payload: unknown) => Promise<InnerAnswer | undefined>;

type Needs = {
  readonly definitionOf: (resource: string) => FunctionDefinition | undefined;
  readonly principals: Pick<Principals, "account">;
  readonly exchange: Exchange;
  readonly invoke: Invoker;
};

/**
 * The owner of the account calls a function, as in FC's own console: a synchronous InvokeFunction under the account's own
 * right, without the detour over HTTP and a signature. It is logged and meets planned faults as any other.
 */
export const createOwnerInvoke =
  ({ definitionOf, principals, exchange, invoke }: Needs): OwnerInvoke =>
  async (resource, payload) => {
    const requestId = newRequestId();
    const definition = definitionOf(resource);
    const { caller, answer } = createInnerCaller();
    await exchange(
      {
        product: "fc",
        action: "InvokeFunction",
        principal: principals.account,
        params: { functionName: definition?.functionName ?? resource, invocationType: "Sync", payload },
        instanceId: undefined,
        requestId,
        refuse: (status, code, message) => refusal(requestId, status, code, message),
        throttle: { status: 429, code: "ResourceExhausted" },
        apply: async () => {
          if (definition === undefined)
            return refusal(requestId, 404, "FunctionNotFound", `There is no function ${resource}.`);
          const asked = { definition, payload: Buffer.from(JSON.stringify(payload)), requestId };
          return invoke({ ...asked, asynchronous: false, taskId: undefined, trigger: null, caller: patientCaller() });
        },
      },
      caller,
    );
    return answer();
  };
