import type { Control } from "../../shared/control/control.ts";
import type { Limit } from "../../shared/guards/limits.ts";
import { installed } from "../installed.ts";
import { minuteMs } from "./cloud.ts";
import { halfSkewMs, type World } from "./world.ts";

const oneInRegion: readonly Limit[] = [{ per: "region", inFlight: 1, restsForMs: 0 }];
const oneInHour: readonly Limit[] = [{ per: "region", perHour: 1, restsForMs: 0 }];
const unlimited: readonly Limit[] = [];

/** What a policy limits from the beginning, what later ones limit, and how often their row may be lost. */
type Kind = {
  readonly name: string;
  readonly limits?: readonly Limit[];
  readonly later?: readonly (readonly Limit[])[];
  readonly losses?: number;
  /** People pause. */
  readonly pauses?: true;
  /** Events may be a storm. */
  readonly storms?: true;
};

/** What policies limit in the schedules that are limited. A tape's numbers rest on this order. */
const kinds = [
  { name: "nothing limited" },
  { name: "nothing limited, either" },
  { name: "nothing limited at all" },
  { name: "one in the region", limits: oneInRegion },
  { name: "one in the zone, with a rest", limits: [{ per: "zone", inFlight: 1, restsForMs: 5 * minuteMs }] },
  {
    name: "two in the region, one in the zone",
    limits: [
      { per: "region", inFlight: 2, restsForMs: 0 },
      { per: "zone", inFlight: 1, restsForMs: 0 },
    ],
  },
  { name: "one begun in an hour", limits: oneInHour },
  { name: "one in the region, later", later: [oneInRegion] },
  { name: "people pause", pauses: true },
  { name: "a storm stops", storms: true, pauses: true },
  { name: "people pause, one in the region", limits: oneInRegion, storms: true, pauses: true },
  { name: "one in the region, then any number, then one", limits: oneInRegion, later: [unlimited, oneInRegion] },
  { name: "one in the region, and its row is lost", limits: oneInRegion, losses: 1 },
  { name: "one begun in an hour, and its row is lost", limits: oneInHour, losses: 1 },
] as const satisfies readonly Kind[];

export type LimitsName = (typeof kinds)[number]["name"];

/** What steers a stack in which nothing is limited. */
export const unlimitedControl = () => ({
  control: installed,
  controlIs: "there" as const,
  controlSinceMs: 0,
  lossesLeft: 0,
  limited: [],
  limitsToCome: [],
  handed: new Set<string>(),
  begun: new Map<string, number>(),
});

/** In some of the random schedules the policy has limits: from the beginning, or from a moment on. */
export function chooseLimits(world: World): void {
  const names = kinds.map(({ name }) => name);
  limitAs(world, names[world.tape.choose(names.length, "setup", () => names)] ?? "nothing limited");
}

/** The world has the limits of this name. */
export function limitAs(world: World, wanted: LimitsName): void {
  const kind: Kind | undefined = kinds.find(({ name }) => name === wanted);
  const { limits = [], later = [], losses = 0, pauses, storms } = kind ?? {};
  world.storms = storms === true;
  if (!pauses) world.left.stops = 0;
  world.steers = limits.length + later.length > 0 || pauses === true;
  world.lossesLeft = losses;
  world.limitsToCome.push(...later);
  if (limits.length > 0) limitFirst(world, limits);
}

/** These limits hold from the beginning: nothing is in flight that they do not count. */
function limitFirst(world: World, limits: readonly Limit[]): void {
  world.limited.push({ limits, sinceMs: 0, countsFromMs: 0 });
  const filled = [...new Set(limits.map(({ per }) => per))];
  const policy = { serial: 1, hash: "", by: "owner", why: "limits", atMs: 0 };
  world.control = { ...world.control, rev: world.control.rev + 1, policy, filled };
}

/** The owner applies a policy with these limits. `countsFromMs`: if what was judged by the policy before counts by the same. */
export function limit(
  world: World,
  limits: readonly Limit[],
  countsFromMs: number = world.nowMs + inForceAfterMs,
): void {
  const { limited, control, nowMs, product } = world;
  limited.push({ limits, sinceMs: nowMs, countsFromMs });
  const filled = product.stillFilled(control, JSON.stringify({ limits }));
  const policy = { serial: limited.length, hash: "", by: "owner", why: "limits", atMs: nowMs };
  world.control = { ...control, rev: control.rev + 1, policy, filled };
  world.say(() => `the owner limits: ${JSON.stringify(limits)}`);
}

/** A look, a plan and a place may each be a minute old when they are acted on; clocks may be set meanwhile. */
export const inForceAfterMs = 2 * (minuteMs + 2 * halfSkewMs);

/** The limits of the policy that a control row names. */
export const limitsAt = ({ limited }: World, { policy }: Control) =>
  limited.findLast(({ sinceMs }) => sinceMs <= (policy?.atMs ?? 0))?.limits ?? [];
