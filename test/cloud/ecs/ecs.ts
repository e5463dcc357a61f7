import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { authenticateAcs3 } from "../acs3/authenticate.ts";
import { createReplayGuard } from "../acs3/replay-guard.ts";
import type { Clock } from "../core/clock.ts";
import type { Exchange, Reply } from "../core/exchange.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal, type Principals } from "../core/principals.ts";
import type { World, WorldSettings } from "../world/world.ts";
import { actions } from "./actions.ts";
import type { Action } from "./define-action.ts";
import { EcsError } from "./ecs-error.ts";
import { type Parameters, readParameters, readQuery } from "./parameters.ts";
import { accepted, refused } from "./reply.ts";

const version = "2014-05-26";

/** Flow control of one user, from public clients. */
const throttle = { status: 400, code: "Throttling.User" };

type Needs = {
  readonly clock: Clock;
  readonly principals: Principals;
  readonly exchange: Exchange;
  readonly world: World;
  readonly settings: WorldSettings;
};

/**
 * The ECS API on the wire. A request is signed for when it comes in; date, nonce, rights and everything else are judged
 * when it takes effect, which a fault may delay.
 */
export function createEcs({ clock, principals, exchange, world, settings }: Needs): Product {
  const guard = createReplayGuard(clock);

  return {
    owns: (request) => versionOf(request) === version,
    reset: () => guard.reset(),
    handle: (request, response, body) => {
      const signer = authenticateAcs3({ request, body, principals });
      const action = actionOf(request);
      const parameters = readParameters(request, body);
      const requestId = randomUUID().toUpperCase();
      const refuse = (status: number, code: string, message: string) =>
        refused(requestId, settings.regionId, { status, code, message });

      const carryOut = (failedTask: boolean): Reply => {
        if ("refusal" in signer) throw new EcsError(signer.refusal);
        const replay = guard.check(request.headers);
        if (replay !== undefined) throw new EcsError(replay);
        const known = findAction(action);
        requireRight(signer.principal, known, parameters, settings);
        return accepted(requestId, known.carryOut(world, parameters, { failedTask }), known.changesWorld);
      };

      return exchange(
        {
          product: "ecs",
          action,
          principal: "principal" in signer ? signer.principal : undefined,
          params: parameters,
          instanceId: onlyInstance(parameters),
          requestId,
          throttle,
          refuse,
          apply: ({ failedTask }) => {
            try {
              return carryOut(failedTask);
            } catch (error) {
              if (!(error instanceof EcsError)) throw error;
              return refused(requestId, settings.regionId, error.row);
            }
          },
        },
        response,
      );
    },
  };
}

const versionOf = ({ headers, url }: IncomingMessage) => headers["x-acs-version"] ?? readQuery(url).get("Version");

const actionOf = ({ headers, url }: IncomingMessage) =>
  String(headers["x-acs-action"] ?? readQuery(url).get("Action") ?? "");

function findAction(name: string): Action {
  const action = actions.get(name);
  if (action !== undefined) return action;
  throw new EcsError({
    status: 404,
    code: "InvalidAction.NotFound", // invented
    message: `The local cloud does not know the ECS action "${name}"; it knows ${[...actions.keys()].join(", ")}.`,
  });
}

function requireRight(
  principal: Principal,
  { name, changesWorld }: Action,
  { InstanceId }: Parameters,
  { accountId, regionId }: WorldSettings,
) {
  const resource = changesWorld ? `acs:ecs:${regionId}:${accountId}:instance/${String(InstanceId)}` : "*";
  if (allows(principal, `ecs:${name}`, resource)) return;
  throw new EcsError({
    status: 403,
    code: "Forbidden.RAM",
    message: "User not authorized to operate on the specified resource, or this API does not support RAM.",
  });
}

/** The instance a call is about, if it names exactly one. */
function onlyInstance({ InstanceId, InstanceIds, ResourceId, ResourceIds }: Parameters): string | undefined {
  if (typeof InstanceId === "string") return InstanceId;
  if (typeof InstanceIds === "string") return /^\["([^"]+)"\]$/.exec(InstanceIds.replaceAll(" ", ""))?.[1];
  const list = ResourceId ?? ResourceIds;
  return Array.isArray(list) && list.length === 1 && typeof list[0] === "string" ? list[0] : undefined;
}
