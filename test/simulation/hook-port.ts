import type { HookAnswer, Hooks } from "../../shared/cloud/hooks.ts";
import { minuteMs } from "./cloud.ts";
import { violate } from "./invariants.ts";
import { inForceAfterMs } from "./limited.ts";
import { callPort } from "./port.ts";
import type { Worker, World } from "./world.ts";

/** FC takes a signature for so long. */
const arrivesForMs = 15 * minuteMs;

type Body = { readonly phase: "before" | "after"; readonly instanceId: string; readonly operationId: string };

/** The owner's functions as one run of reconciliation reaches them. */
export const createHookPort = (world: World, worker: Worker): Hooks => ({
  ask: (_hook, body) => {
    const asked = body as Body; // what hook-body.ts makes
    const signedAtMs = world.nowMs;
    const askedAtMs = world.nowMs + worker.skewMs;
    const notYet = { kind: "notYet", code: "NotYet" } as const;
    const runs = () => world.nowMs <= signedAtMs + arrivesForMs && run(world, worker, asked);
    return callPort<HookAnswer>(world, worker, ["askHook", "askHook"], {
      arrive: () => {
        if (!runs()) return notYet;
        if (asked.phase === "before") noteReady(world, asked, askedAtMs);
        else putBack(world, asked);
        return { kind: "ready" } as const;
      },
      lost: () => notYet,
      special: (fate) => {
        if (fate === "notAsked") return { kind: "notAsked", code: "AccessDenied" } as const;
        runs();
        return fate === "hookRefuses" ? { kind: "refused" } : notYet;
      },
    });
  },
});

const keyOf = ({ instanceId, operationId }: Pick<Body, "instanceId" | "operationId">) => `${instanceId} ${operationId}`;

/** The hook runs: it drains, or it is told how it ended. Checks that it may be asked that now. */
function run(world: World, worker: Worker, asked: Body): boolean {
  if (asked.phase === "before") world.hooked.drained.add(keyOf(asked));
  const fault = (asked.phase === "before" ? faultOfDrain : faultOfReturn)(world, asked);
  if (fault !== undefined) violate(world, `K2: ${worker.name} has ${asked.instanceId} ${fault}`);
  return true;
}

function faultOfDrain(world: World, { instanceId, operationId }: Body): string | undefined {
  const { table, control, controlSinceMs, limited, nowMs } = world;
  if (table.rows.get(instanceId)?.row.hooks[operationId]?.owedSinceMs === undefined)
    return "drained, and nothing says that it is to be put back";
  const { limits = [], countsFromMs = 0 } = limited.at(-1) ?? {};
  const knowsPlacesMs = controlSinceMs + inForceAfterMs; // a row made anew has none, and a run goes by the one before
  const isLimited = limits.length > 0 && nowMs >= Math.max(countsFromMs, knowsPlacesMs);
  return isLimited && control.entries[instanceId] === undefined ? "drained, which has no place" : undefined;
}

function faultOfReturn({ table }: World, { instanceId, operationId }: Body): string | undefined {
  const row = table.rows.get(instanceId)?.row;
  const current = row?.current?.operationId === operationId ? row.current : undefined;
  const isUnsaid = row?.waiting[operationId] !== undefined && row.hooks[operationId]?.returningAtMs === undefined;
  return isUnsaid || (current !== undefined && current.progress.state !== "Claimed")
    ? `put back, and ${operationId.slice(0, 6)} has not ended`
    : undefined;
}

/** What it has answered before is worth nothing any more. */
function putBack({ hooked }: World, asked: Body): void {
  hooked.drained.delete(keyOf(asked));
  hooked.ready.delete(keyOf(asked));
}

function noteReady({ hooked }: World, asked: Body, askedAtMs: number): void {
  hooked.ready.set(keyOf(asked), [...(hooked.ready.get(keyOf(asked)) ?? []), askedAtMs]);
}
