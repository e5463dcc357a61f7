import { actingBy } from "../acting-by.ts";
import type { Hand } from "../hand.ts";
import { mostAtOnce } from "./at-once.ts";
import { stormEvents } from "./storm-events.ts";
import { instanceOf, isSend } from "./wire.ts";

/** A scene of its own kind: forty machines, under a policy that limits, so it is told in a few lines and not in hundreds. */
export const stormTitle =
  "A storm: forty events in one moment, 34 of them in zone h; ten at a time, and thirty events stop it";

const most = 10;
const minuteMs = 60_000;
/** Forty redeploys of five minutes, ten at a time, with the minutes in which they are proved. */
const mostMinutes = 60;

/** What the wire log says of it. */
export type StormCount = {
  readonly events: number;
  readonly twice: readonly string[];
  readonly lost: readonly string[];
  readonly mostAtOnce: number;
  readonly whileOpen: number;
};

/** Plays it after the other scenes, and counts. */
export async function playStormScene(hand: Hand, tell: (line: string) => void): Promise<StormCount> {
  const firstSeq = (await hand.calls()).at(-1)?.seq ?? 0;
  const sent = async () => (await hand.calls(firstSeq)).filter((call) => isSend(call) && call.effect);
  await hand.policy({
    ...actingBy([]),
    limits: [{ per: "region", inFlight: most }],
    breaker: { events: 30, within: "10m" },
    notices: [{ to: "oncall", about: "urgent" }],
  });
  await hand.minutes(3);
  await comes(hand);
  await hand.minutes(3); // counted in one run, told in the next
  for (const line of await toldOf(hand, "stormBegins")) tell(`[oncall] ${line}`);
  const atTrip = (await sent()).length;
  await hand.minutes(8);
  const whileOpen = (await sent()).length - atTrip;
  tell(`${atTrip} were sent before it was stopped, ${whileOpen} in the eight minutes after; somebody resumes`);
  await hand.call("console", { Why: "looked at" }, (await hand.world()).settings.consentSecret, {}, "/resume");
  for (let minutes = 0; minutes < mostMinutes && (await sent()).length < stormEvents.length; minutes += 5)
    await hand.minutes(5);
  const all = await sent();
  tell(`${all.length} of ${stormEvents.length} were answered, at most ${mostAtOnce(all)} at once`);
  return countOf(all.map(instanceOf), mostAtOnce(all), whileOpen);
}

/** What was not as it had to be: a sentence each. */
export const stormVerdict = ({ twice, lost, mostAtOnce: atOnce, whileOpen }: StormCount): readonly string[] => [
  ...twice.map((id) => `${id} was redeployed twice`),
  ...lost.map((id) => `${id} was forgotten`),
  ...(atOnce > most ? [`${atOnce} were in flight at once, where the policy lets ${most}`] : []),
  ...(whileOpen > 0 ? [`${whileOpen} were sent while the breaker was open`] : []),
];

async function comes(hand: Hand): Promise<void> {
  const startMs = Date.parse((await hand.world()).now);
  for (const { zone: _, dueHours = 24, instanceId, ...event } of stormEvents) {
    const notBefore = new Date(startMs + dueHours * 60 * minuteMs).toISOString();
    await hand.raise(instanceId, { ...event, notBefore, deliver: true });
  }
  await hand.idle();
}

function countOf(ids: readonly string[], atOnce: number, whileOpen: number): StormCount {
  const wanted = stormEvents.map(({ instanceId }) => instanceId);
  return {
    events: wanted.length,
    twice: [...new Set(ids)].filter((id) => ids.filter((each) => each === id).length > 1),
    lost: wanted.filter((id) => !ids.includes(id)),
    mostAtOnce: atOnce,
    whileOpen,
  };
}

async function toldOf(hand: Hand, kind: string): Promise<readonly string[]> {
  const told = (await hand.notices()).map(
    ({ notice }) => notice as { readonly kind: string; readonly text: { readonly en: string } },
  );
  return told.find((one) => one.kind === kind)?.text.en.split("\n") ?? [`nobody was told: ${kind}`];
}
