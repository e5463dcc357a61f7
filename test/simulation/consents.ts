import type { Current } from "../../shared/ledger/row.ts";
import type { Intent } from "./history.ts";
import { approver, otherDoor } from "./rules.ts";
import { halfSkewMs, type Worker, type World } from "./world.ts";

/** A look and an intent may each be a minute old when they are acted on; clocks may be set while a worker stands still. */
const maxAgeMs = 60_000 + 2 * halfSkewMs;

/** The policies that an attempt of this moment may have read: as it was at most two minutes before. */
export const policiesInTime = ({ modes, nowMs }: World) =>
  modes.filter((_, at) => (modes[at + 1]?.sinceMs ?? nowMs) >= nowMs - 2 * maxAgeMs);

/** I9: what loses data was said yes to by as many people as the policy wants, who were shown just that and may say so. */
export function faultOfConsent(
  world: World,
  worker: Worker,
  intent: Intent | undefined,
  instanceId: string,
): string | undefined {
  if (intent !== undefined && hasEnough(world, worker, intent)) return undefined;
  const said = intent === undefined ? [] : [...peopleBehind(world, worker, intent)];
  return `I9: ${worker.name} sends for ${instanceId}, which loses data, with the yes of ${said.join(", ") || "nobody"}`;
}

/** True iff as many people as the policy wants, as it was in time, have said yes to the very thing. */
export function hasEnough(world: World, worker: Worker, intent: Intent): boolean {
  const people = peopleBehind(world, worker, intent);
  const wanted = Math.min(...policiesInTime(world).map(({ approvals = 1 }) => approvals));
  return (wanted > 1 ? people.filter((name) => name !== "ram") : people).length >= wanted;
}

/** The people who really said so, each once. Reckoned without the product's own hashes and seals. */
function peopleBehind(world: World, worker: Worker, intent: Intent): readonly string[] {
  const names = intent.yeses.filter((yes) => isReal(world, intent, yes)).map(({ by }) => personOf(by));
  return [...new Set(names)].filter((name) => !(worker.isAfterRevocation && revoked.includes(name)));
}

const revoked = ["consenting", approver];
const personOf = (by: string) => (by === otherDoor ? approver : by);

/** A call's own word, or a yes to a question whose content is that of the attempt, and whose disks are there. */
function isReal(world: World, intent: Intent, { by, shown }: Intent["yeses"][number]): boolean {
  const { deliveries, history } = world;
  const { instanceId, operationId, content } = intent;
  if (shown === undefined)
    return by === "consenting" && deliveries.some((one) => one.mayConsent && one.instanceId === instanceId);
  return history.said.some(
    (yes) =>
      yes.by === by &&
      yes.shown === shown &&
      yes.instanceId === instanceId &&
      yes.operationId === operationId &&
      yes.content === content &&
      (!clears(world, intent) || yes.disks.some((id) => isThere(world, id))),
  );
}

/** True iff it clears local disks, which people are shown by their ids. An edge instance's have none. */
const clears = ({ cloud }: World, { instanceId, action }: Intent) =>
  cloud.localDisks.has(instanceId) && (action === "RedeployInstance" || action === "AcceptInquiredSystemEvent");

/** True iff it is the local disk, or was when the attempt may have looked. */
function isThere({ cloud, nowMs }: World, diskId: string): boolean {
  const { localDiskIds } = cloud;
  const at = localDiskIds.findIndex(({ id }) => id === diskId);
  return at !== -1 && (localDiskIds[at + 1]?.sinceMs ?? nowMs) >= nowMs - 2 * maxAgeMs - cloud.lagMs;
}

/** What is asked for, as one text. */
export const contentOf = ({ operation, input }: Pick<Current, "operation" | "input">) =>
  JSON.stringify([operation, Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** W7: what a person has postponed begins no sooner. */
export const beginsEarly = (
  { operationId, postponed }: Current,
  signedAtMs: number,
  isLater: boolean,
): string | undefined =>
  postponed !== undefined && !isLater && signedAtMs < postponed.untilMs - 2 * halfSkewMs
    ? `W7: ${operationId.slice(0, 6)} begins, and is postponed for ${(postponed.untilMs - signedAtMs) / 1_000} s more`
    : undefined;
