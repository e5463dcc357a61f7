import type { Call } from "../cloud/core/calls.ts";
import type { ReceivedNotice } from "../cloud/notices/notices.ts";
import { mostAtOnce } from "../demo/at-once.ts";
import { stormEvents } from "../demo/storm-events.ts";
import { instanceOf, isChange, isSend } from "../demo/wire.ts";

/** A part of the night. `isStill`: nothing was to be sent in this zone. */
export type StormPart = {
  readonly when: string;
  readonly calls: readonly Call[];
  readonly isStill: (zone: string) => boolean;
};

/** What the policy of this night lets be in flight at once. */
const most = { region: 5, zone: 2 };
const minuteMs = 60_000;

const zoneOf = (call: Call) => stormEvents.find(({ instanceId }) => instanceId === instanceOf(call))?.zone ?? "";
const zones = [...new Set(stormEvents.map(({ zone }) => zone))].sort();
const sendsIn = (calls: readonly Call[]) => calls.filter((call) => isSend(call) && call.effect);

/** By scope: how many were in flight at once, at the most. */
export function atOnceIn(parts: readonly StormPart[]): Readonly<Record<string, number>> {
  const sent = sendsIn(parts.flatMap(({ calls }) => calls));
  const inZones = zones.map((zone) => [zone, mostAtOnce(sent.filter((call) => zoneOf(call) === zone))] as const);
  return { region: mostAtOnce(sent), ...Object.fromEntries(inZones) };
}

/** What was not as it had to be: a sentence each. */
export const stormProblems = (parts: readonly StormPart[], notices: readonly ReceivedNotice[]): readonly string[] => [
  ...onceEach(parts),
  ...Object.entries(atOnceIn(parts)).flatMap(([scope, count]) => {
    const limit = scope === "region" ? most.region : most.zone;
    return count <= limit ? [] : [`${count} at once in ${scope}, where the policy lets ${limit}`];
  }),
  ...parts.flatMap(({ when, calls, isStill }) =>
    calls
      .filter((call) => isChange(call) && isStill(zoneOf(call)))
      .map((call) => `${when}: ${instanceOf(call)} was sent to the cloud`),
  ),
  ...inOrder(parts.at(-1)),
  ...toldOf(notices),
];

/** Each machine of the storm was answered once, and no other one was touched. */
function onceEach(parts: readonly StormPart[]): readonly string[] {
  const ids = parts.flatMap(({ calls }) => calls.filter(isChange).map(instanceOf));
  const wanted = stormEvents.map(({ instanceId }) => instanceId);
  return [...new Set([...wanted, ...ids])].flatMap((id) => {
    const [count, asked] = [ids.filter((each) => each === id).length, wanted.includes(id) ? 1 : 0];
    return count === asked ? [] : [`${id} was answered ${count} times`];
  });
}

/** What had waited to the last went by deadline. What went in the same minute went at once. */
function inOrder(last: StormPart | undefined): readonly string[] {
  const sent = sendsIn(last?.calls ?? []).flatMap((call) => {
    const due = stormEvents.find(({ instanceId }) => instanceId === instanceOf(call))?.dueHours;
    return due === undefined ? [] : [{ due, atMs: Date.parse(call.at) }];
  });
  const isOvertaken = sent.some((one) => sent.some(({ due, atMs }) => atMs > one.atMs + minuteMs && due < one.due));
  return isOvertaken ? [`what was planned did not go by deadline: ${sent.map(({ due }) => due).join(", ")} hours`] : [];
}

/** Each of these was told once, signed, to the channel that wants all. */
const wantedKinds = ["stormBegins", "stormEnds", "paused", "resumed"];

function toldOf(notices: readonly ReceivedNotice[]): readonly string[] {
  const counts = countsOf(notices);
  const unsigned = notices.some(({ isSigned }) => !isSigned) ? ["a notice was not signed"] : [];
  return [
    ...unsigned,
    ...wantedKinds.flatMap((kind) => (counts[kind] === 1 ? [] : [`${kind} was told ${counts[kind] ?? 0} times`])),
    ...numbersOf(notices),
  ];
}

/** What the storm's notice says is what there was. */
function numbersOf(notices: readonly ReceivedNotice[]): readonly string[] {
  const told = notices.map(readNotice).find(({ kind }) => kind === "stormBegins")?.facts;
  const { count = 0, failures = 0, planned = 0, inFlight = 0 } = told ?? {};
  const isSo = count >= 30 && failures > 0 && planned > 0 && failures + planned <= stormEvents.length && inFlight > 0;
  return isSo && inFlight <= most.region ? [] : [`the storm was told with other numbers: ${JSON.stringify(told)}`];
}

type Told = {
  readonly kind: string;
  readonly facts: Readonly<Partial<Record<string, number>>> & { readonly counts?: Readonly<Record<string, number>> };
};
const readNotice = ({ notice }: ReceivedNotice) => notice as Told;

/** How often each kind was told, by itself or in a digest. */
export function countsOf(notices: readonly ReceivedNotice[]): Readonly<Record<string, number>> {
  const told: Record<string, number> = {};
  for (const { kind, facts } of notices.map(readNotice))
    for (const [each, count] of Object.entries(kind === "digest" ? (facts.counts ?? {}) : { [kind]: 1 }))
      told[each] = (told[each] ?? 0) + count;
  return told;
}
