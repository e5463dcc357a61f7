import { actingBy } from "../../acting-by.ts";
import type { Cloud } from "../../cloud/cloud.ts";
import type { Sight } from "../../cloud/core/watch.ts";
import { yamlWithTriggers } from "../../deploy.ts";
import { createHand, type Hand } from "../../hand.ts";
import { startLocal } from "../../local.ts";
import { createChecker, type StormLimit } from "./checker.ts";
import { deliver } from "./deliver.ts";
import { createOutage } from "./outage.ts";
import { machinesFor, planStorm } from "./plan.ts";
import { createStormWorld, eventsOver, type StormWorld } from "./world.ts";

type StormOptions = {
  readonly events: number;
  readonly seed: number;
  /** Each event is delivered up to five times, in place of once. */
  readonly repeats: boolean;
  readonly limits: readonly StormLimit[];
  /** World minutes without a ledger, in the middle; 0: none. */
  readonly outageMinutes: number;
  readonly progress?: (text: string) => void;
  readonly onFunctionLog?: (line: string) => void;
};

/** Until this minute reconcile counts what is in flight, which new limits ask for. */
const settledMinutes = 3;
/** Nobody knows earlier whether an attempt in doubt had an effect: 62 minutes, and some runs. */
const doubtMinutes = 75;
/** So many minutes are watched after the last event was over. */
const tailMinutes = 5;
/** What is not over by then is lost: the platform acts by itself after 48 h. */
const mostMinutes = 1_440;

/**
 * Plays a storm through the built bundles. Returns what the checker says of its wire log, and how many world minutes passed.
 * Only the function that looks at these events hears of them: what others say is `NotMine`, without a call.
 */
export async function playStorm(options: StormOptions) {
  const { events, limits, onFunctionLog = () => undefined } = options;
  const checker = createChecker(limits);
  const stage: Stage = { isOn: false, sends: 0 };
  const cloud = await startLocal({
    herd: machinesFor(events),
    policy: { ...actingBy([]), ...(limits.length > 0 && { limits }) },
    appliesByConsole: true, // it refuses limits that are none
    serverlessYaml: yamlWithTriggers((name, type) => type !== "eventbridge" || name === "redeploy-instance"),
    onFunctionLog,
    watch: (sight) => {
      if (!stage.isOn) return;
      checker.read(sight);
      if (isSend(sight)) stage.sends++;
    },
  });
  try {
    const minutes = await play(cloud, stage, options);
    return { ...checker.verdict(), minutes };
  } finally {
    await cloud.close();
  }
}

/** Whether the log is read, and how many redeploys were sent since. */
type Stage = { isOn: boolean; sends: number };

const isSend = (sight: Sight) => sight.what === "done" && sight.call.action === "RedeployInstance" && sight.call.effect;

async function play(cloud: Cloud, stage: Stage, options: StormOptions): Promise<number> {
  const { events, seed, repeats, outageMinutes, progress = () => undefined } = options;
  const hand = createHand(cloud);
  const world = await createStormWorld(hand);
  while (world.minutes() < settledMinutes) await world.step();
  stage.isOn = true;
  const outage = createOutage(hand, outageMinutes);
  const attend = async (isMiddle: boolean) => {
    await outage.attend(world.minutes(), stage.sends, isMiddle);
    progress(
      `${stage.sends} redeploys after ${Math.floor(world.minutes())} minutes of the world, ${outage.isOn() ? "without a ledger" : `of ${events} events`}`,
    );
  };
  await deliver(hand, world, planStorm(events, seed, repeats), attend);
  await end(hand, world, events, async () => {
    await attend(true);
    return outage.overAt() + doubtMinutes;
  });
  return world.minutes();
}

/** Goes on, minute by minute, until all events are over and nothing can be in doubt any more, and then for some minutes more. */
async function end(hand: Hand, world: StormWorld, events: number, attend: () => Promise<number>): Promise<void> {
  for (let rest = tailMinutes; rest > 0 && world.minutes() < mostMinutes; ) {
    const minute = Math.floor(world.minutes());
    let from = Number.POSITIVE_INFINITY;
    while (Math.floor(world.minutes()) === minute) {
      await world.step();
      from = await attend();
    }
    if (world.minutes() >= from && (await eventsOver(hand)) === events) rest--;
  }
}
