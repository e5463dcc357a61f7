import type { StormLimit } from "./checker.ts";
import { playStorm } from "./play.ts";

export type StormAsked = {
  readonly events: number;
  readonly seed: number;
  readonly inFlight: number;
  readonly inFlightPerZone: number;
  readonly outageMinutes: number;
};

export type StormMeasured = Awaited<ReturnType<typeof measureStorm>>;

/** Plays a storm, and then the same events one by one; see the help of `npm run bench -- storm` for what each number means. */
export async function measureStorm(asked: StormAsked, progress: (text: string) => void) {
  const { events, seed, outageMinutes } = asked;
  const limits: readonly StormLimit[] = [
    { per: "region", inFlight: asked.inFlight },
    { per: "zone", inFlight: asked.inFlightPerZone },
  ];
  const storm = await playStorm({ events, seed, limits, repeats: true, outageMinutes, progress });
  const calm = await playStorm({
    ...{ events, seed, limits: [], repeats: false, outageMinutes: 0 },
    progress: (text) => progress(`for comparison: ${text}`),
  });
  const perEvent = callsOf(storm) / events;
  return {
    ...{ events: storm.events, double: storm.double, lost: storm.lost, limitBreaches: storm.limitBreaches },
    maxInFlight: storm.maxInFlight,
    storeCallsPerEvent: round(perEvent),
    costRatio: round(perEvent / (callsOf(calm) / events)),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    ...{ seed, limits, redeploys: storm.sends, worldMinutes: Math.round(storm.minutes) },
    ...{ storeCalls: storm.storeCalls, explained: storm.explained },
    calm: {
      storeCallsPerEvent: round(callsOf(calm) / events),
      worldMinutes: Math.round(calm.minutes),
      ...{ storeCalls: calm.storeCalls, explained: calm.explained },
    },
  };
}

type Counted = { readonly storeCalls: Readonly<Record<string, number>> };

const callsOf = ({ storeCalls }: Counted) => Object.values(storeCalls).reduce((sum, calls) => sum + calls, 0);

const round = (value: number) => Math.round(value * 100) / 100;
