import type { Current } from "../../shared/ledger/row.ts";
import { minuteMs } from "./cloud.ts";
import { policiesInTime } from "./consents.ts";
import type { Intent } from "./history.ts";
import { halfSkewMs, type World } from "./world.ts";

/** What the owner's functions were asked, and which machines they have drained. */
export type Hooked = {
  /** When each `before` was asked whose answer was ready: `<instance> <operation id>`. */
  readonly ready: Map<string, number[]>;
  /** Machines that were drained for an operation, and not put back: `<instance> <operation id>`. */
  readonly drained: Set<string>;
};

export const createHooked = (): Hooked => ({ ready: new Map(), drained: new Set() });

/** So long a hook's ready counts. */
const readyForMs = minuteMs;

/** K2: under a policy with a hook nothing is begun whose hook was not ready a minute before, unless people say so. */
export function faultOfHook(world: World, intent: Intent | undefined): string | undefined {
  if (intent?.isAutomatic !== true || intent.isBegun) return undefined;
  if (!policiesInTime(world).every(({ hook }) => hook === true)) return undefined;
  const { instanceId, operationId, signedAtMs } = intent;
  const times = world.hooked.ready.get(`${instanceId} ${operationId}`) ?? [];
  const isReady = times.some((atMs) => Math.abs(signedAtMs - atMs) <= readyForMs + 2 * halfSkewMs);
  const isSaid = world.history.said.some((yes) => yes.instanceId === instanceId && yes.operationId === operationId);
  return isReady || isSaid
    ? undefined
    : `K2: ${operationId.slice(0, 6)} begins on ${instanceId}, whose hook is not ready`;
}

/** K2: in the end every machine that was drained is put back. */
export const faultsOfDrained = ({ hooked }: World): readonly string[] =>
  [...hooked.drained].map((key) => `K2: ${key.slice(0, key.indexOf(" ") + 7)} was drained, and is not put back`);

/** True iff a hook has drained this machine, for whatever operation. */
export const isDrained = ({ hooked }: World, instanceId: string) =>
  [...hooked.drained].some((key) => key.startsWith(`${instanceId} `));

/** I8: a machine that is drained keeps its place. */
export const faultOfFreed = (world: World, name: string, instanceId: string, next: Current | undefined) =>
  isDrained(world, instanceId) && next === undefined
    ? `I8: ${name} frees the place of ${instanceId}, which is drained`
    : undefined;
