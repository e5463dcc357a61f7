import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { authenticateAcs3 } from "../acs3/authenticate.ts";
import { createReplayGuard } from "../acs3/replay-guard.ts";
import type { ProductName } from "../core/calls.ts";
import type { Clock } from "../core/clock.ts";
import type { Exchange, Reply, TaskFate, WireCall } from "../core/exchange.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import type { Principal, Principals } from "../core/principals.ts";
import type { Action } from "./define-action.ts";
import { type Parameters, readParameters, readQuery } from "./parameters.ts";
import { accepted, type Origin, refused } from "./reply.ts";
import { RpcError, unknownAction } from "./rpc-error.ts";
import { versionOf } from "./unknown-version.ts";

/** What sets one API in RPC style apart from another. */
type Api<State> = Pick<WireCall, "throttle"> & {
  readonly product: ProductName;
  /** Who signed is judged before the action is looked for. */
  readonly signerFirst: boolean;
  readonly version: string;
  readonly origin: Origin;
  readonly actions: ReadonlyMap<string, Action<State>>;
  readonly state: State & { readonly holds: Holds };
  /** Throws RpcError unless the caller's role allows the action. */
  readonly requireRight: (principal: Principal, action: Action<State>, parameters: Parameters) => void;
  /** The instance that a call is about, if it names exactly one. */
  readonly instanceOf?: (parameters: Parameters) => string | undefined;
  /** What else it names, so that a fault can single it out. */
  readonly targetOf?: (parameters: Parameters) => string | undefined;
};

type Needs = { readonly clock: Clock; readonly principals: Principals; readonly exchange: Exchange };

/**
 * An API in RPC style on the wire. A request is signed for when it comes in; date, nonce, rights and everything else
 * are judged when it takes effect, which a fault may delay.
 */
export function createRpcProduct<State>(api: Api<State>, { clock, principals, exchange }: Needs): Product {
  const { product, origin, state, throttle } = api;
  const { holds } = state;
  const guard = createReplayGuard({ nowMs: clock.nowMs, holds });

  return {
    owns: (request) => versionOf(request) === api.version,
    reset: () => guard.reset(),
    handle: (request, response, body) => {
      const signer = authenticateAcs3({ request, body, principals, holds });
      const action = actionOf(request);
      const parameters = readParameters(request, body);
      const requestId = randomUUID().toUpperCase();

      const carryOut = (fate: TaskFate): Reply => {
        if (!api.signerFirst) findAction(api, action);
        if ("refusal" in signer) throw new RpcError(signer.refusal);
        const replay = guard.check(request.headers);
        if (replay !== undefined) throw new RpcError(replay);
        const known = findAction(api, action);
        api.requireRight(signer.principal, known, parameters);
        const { body: answer, effect } = known.carryOut(state, parameters, { ...fate, caller: signer.principal });
        return accepted(requestId, answer, effect);
      };

      return exchange(
        {
          product,
          action,
          principal: "principal" in signer ? signer.principal : undefined,
          params: withoutSecrets(parameters),
          instanceId: api.instanceOf?.(parameters),
          target: api.targetOf?.(parameters),
          requestId,
          throttle,
          refuse: (status, code, message) => refused(requestId, origin, { status, code, message }),
          apply: (fate) => {
            try {
              return carryOut(fate);
            } catch (error) {
              if (!(error instanceof RpcError)) throw error;
              return refused(requestId, origin, error.row);
            }
          },
        },
        response,
      );
    },
  };
}

const actionOf = ({ headers, url }: IncomingMessage) =>
  String(headers["x-acs-action"] ?? readQuery(url).get("Action") ?? "");

function findAction<State>({ product, actions }: Api<State>, name: string): Action<State> {
  const action = actions.get(name);
  if (action !== undefined) return action;
  const known = [...actions.keys()].join(", ");
  const message = `The local cloud does not know the ${product.toUpperCase()} action "${name}"; it knows ${known}.`;
  throw new RpcError({ ...unknownAction, message });
}

/** The parameters as the wire log may show them. */
const withoutSecrets = (parameters: Parameters): Parameters =>
  "Password" in parameters ? { ...parameters, Password: "(hidden)" } : parameters;
