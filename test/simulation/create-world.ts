import { createChat } from "./chat.ts";
import { createCloud, minuteMs } from "./cloud.ts";
import { createCounters } from "./decisions.ts";
import type { Delivery } from "./delivery.ts";
import { chooseFinder } from "./finder.ts";
import { createHistory } from "./history.ts";
import { createHooked } from "./hooks.ts";
import { chooseLimits, limitAs, unlimitedControl } from "./limited.ts";
import { edgeInstance, eventOne, instanceA, startMs } from "./names.ts";
import { chooseRepeat, repeatNamed } from "./repeats.ts";
import { raise } from "./scenario.ts";
import type { Setting } from "./schedule.ts";
import { createHeard } from "./standing.ts";
import { createStops } from "./stops.ts";
import { createTable } from "./table.ts";
import type { Tape } from "./tape.ts";
import { templates, themes } from "./templates.ts";
import { chooseTimes } from "./times.ts";
import { chooseSkew, type Left, type Product, type Switches, type World } from "./world.ts";

/** Where in a minute a schedule begins, seconds. */
const seconds = [0, 14, 31, 58];
const faultsAllowed = [1, 2, 3, 4, 12, 0];

/** The world before its first move: what is fixed by the setting, the rest by the tape. */
export function createWorld({ product, switches, hits, limits, say, ...fixed }: Setting, tape: Tape): World {
  const choose = (count: number) => tape.choose(count, "setup");
  const deliveries = chosenDeliveries(fixed.deliveries, choose);
  const world: World = {
    product,
    switches,
    limits,
    tape,
    hits,
    say: say === undefined ? () => undefined : (line) => say(`${clockOf(world)} ${line()}`),
    table: createTable(),
    cloud: createCloud({
      skewMs: chooseSkew(tape, "cloud "),
      ...chosenGateway(product.defaultBounds, switches, choose),
      guarded: choose(2) === 1,
      lagMs: [60_000, 10_000][choose(2)] ?? 0,
    }),
    workers: [],
    pending: [],
    late: [],
    history: createHistory(),
    queue: [],
    deliveries,
    violations: [],
    nowMs: startMs + (seconds[choose(4)] ?? 0) * 1_000,
    faultsLeft: fixed.maxFaults ?? faultsAllowed[choose(6)] ?? 0,
    faults: 0,
    left: leftOf(limits, fixed.deliveries === undefined, choose),
    unreadableUntilMs: 0,
    said: undefined,
    stopped: false,
    revoked: false,
    modes: [fixed.policy ?? { mode: "act", sinceMs: 0 }],
    tagged: [{ isTagged: false, sinceMs: 0 }],
    ...unlimitedControl(),
    ...stopsIn(limits, fixed.deliveries),
    halts: createStops(),
    timed: [],
    timesToCome: [],
    repeat: repeatNamed(fixed.repeat),
    calm: false,
    cut: false,
    lastMoved: undefined,
    started: 0,
    taskIds: new Set(),
    adoptedForeign: 0,
    lingers: false,
    finds: false,
    memories: [],
    counters: createCounters(),
    hooked: createHooked(),
    heard: createHeard(),
    chat: createChat(),
    approved: new Map(),
  };
  chooseRest(world, fixed.deliveries === undefined, fixed.limited);
  world.queue.push(...deliveries);
  return world;
}

/** What the tape says of the machines, the cloud and the owner's policy. A tape's numbers rest on this order. */
function chooseRest(world: World, isRandom: boolean, limited: Setting["limited"]): void {
  const { tape, left, deliveries } = world;
  if (tape.choose(8, "setup", () => ["plain disks", ...Array(6).fill("plain"), "local disks"]) === 7)
    world.cloud.localDisks.add(instanceA);
  if (isRandom) thinOut(left, (count) => tape.choose(count, "setup"));
  if (isRandom && deliveries.some(({ operation }) => operation === "ReplaceSystemDisk")) lengthen(left);
  chooseModel(world);
  raise(world, instanceA, eventOne);
  chooseFinder(world);
  if (isRandom) {
    chooseLimits(world);
    chooseRepeat(world);
  } else if (limited !== undefined) limitAs(world, limited);
  chooseTimes(world);
}

/** A schedule that somebody thought of says itself whether people stop something in it. */
function stopsIn({ stops }: Left, fixed: readonly number[] | undefined) {
  const hasStops = fixed !== undefined && stops > 0;
  return { steers: hasStops, storms: hasStops };
}

/** Two clocks may be a whole skew apart: by so much a nonce is known for longer than a date counts. */
function chosenGateway(
  { dateWindowMs, skewMs }: Product["defaultBounds"],
  { nonceOutlivesDate }: Switches,
  choose: (count: number) => number,
) {
  const windowMs = [60, 15][choose(2)] === 15 ? 15 * minuteMs : dateWindowMs;
  return { windowMs, nonceMemoryMs: windowMs + (nonceOutlivesDate ? skewMs : 0) };
}

const clockOf = ({ nowMs }: World) => `+${((nowMs - startMs) / 1_000).toFixed(1).padStart(8)}s`;

function chosenDeliveries(fixed: readonly number[] | undefined, choose: (count: number) => number): Delivery[] {
  return (fixed ?? chosenTemplates(choose)).flatMap((number) => templates[number]?.() ?? []);
}

/** Only redeploys in half of the schedules, up to five; up to five of one theme in the others. */
function chosenTemplates(choose: (count: number) => number): number[] {
  const chosen = choose(10);
  if (chosen < 5) return Array.from({ length: 1 + chosen }, () => choose(redeploys));
  const theme = themes[choose(themes.length)] ?? [];
  return Array.from({ length: chosen - 4 }, () => theme[choose(theme.length)] ?? 0);
}

/** The first templates, which redeploy. */
const redeploys = 12;

/** What documents leave open, where it makes a difference to what is delivered. */
function chooseModel(world: World): void {
  const { cloud, tape, deliveries } = world;
  const asks = (name: string) => deliveries.some(({ operation }) => operation === name);
  const isOther = (names: readonly string[]) => tape.choose(names.length, "setup", () => names) === names.length - 1;
  if (asks("RebootInstance")) cloud.movesStartTime = !isOther(["StartTime moves", "StartTime stays"]);
  if (asks("EventRedeployInstance") && isOther(["plain edge", "", "", "local edge"]))
    cloud.localDisks.add(edgeInstance);
  if (!asks("ReplaceSystemDisk")) return;
  if (isOther(["begins Running", "", "", "begins Stopped"])) cloud.initiallyStopped.add(instanceA);
  cloud.honoursTokens = !isOther(["tokens count", "tokens are ignored"]);
  world.lingers = tape.choose(4, "setup", () => ["stops soon", "goes on", "", ""]) > 0;
}

/** Someone else's redeploy comes in a quarter of the random schedules. */
function leftOf(limits: Left, random: boolean, choose: (count: number) => number): World["left"] {
  const others = random && limits.foreign > 0 ? Number(choose(4) === 3) : limits.foreign;
  const { jumps, reconciles, people, outages, farLeaps, repeats, words, turns, stops } = limits;
  return { jumps, reconciles, foreign: others, people, outages, farLeaps, repeats, words, turns, stops };
}

/** A runbook has three sends, each with its proof. */
function lengthen(left: World["left"]): void {
  if (left.jumps > 0) left.jumps *= 2;
  if (left.reconciles > 0) left.reconciles *= 3;
}

/** What is rare comes in some of the random schedules only: people and turns in half of them, the rest in an eighth each. */
function thinOut(left: World["left"], choose: (count: number) => number): void {
  if (choose(2) === 0) left.people = 0;
  if (choose(2) === 0) left.words = 0;
  if (choose(2) === 0) left.turns = 0;
  if (choose(8) < 7) left.outages = 0;
  if (choose(8) < 7) {
    left.farLeaps = 0;
    left.repeats = 0;
  }
}
