import { chats } from "./directed-chat.ts";
import { events } from "./directed-events.ts";
import { finders } from "./directed-finder.ts";
import { hooks } from "./directed-hooks.ts";
import { listings } from "./directed-listing.ts";
import { liveness } from "./directed-liveness.ts";
import { people } from "./directed-people.ts";
import { repeats } from "./directed-repeats.ts";
import { retention } from "./directed-retention.ts";
import { sends } from "./directed-sends.ts";
import { slots } from "./directed-slots.ts";
import { stopped } from "./directed-stops.ts";
import { times } from "./directed-time.ts";
import { playSchedule, type Setting } from "./schedule.ts";
import type { Directed } from "./script.ts";
import { createScript } from "./tape.ts";

/** Every schedule that somebody thought of. */
export const directed: readonly Directed[] = [
  ...sends,
  ...people,
  ...repeats,
  ...retention,
  ...events,
  ...listings,
  ...liveness,
  ...finders,
  ...stopped,
  ...times,
  ...slots,
  ...hooks,
  ...chats,
];

/** Plays a directed schedule; `rest`: lines that never fitted. */
export function playDirected(setting: Setting, { deliveries, lines, stops = 0, repeat, limited }: Directed) {
  const tape = createScript(lines);
  const limits = { ...setting.limits, foreign: 1, stops };
  const result = playSchedule({ ...setting, limits, maxFaults: 6, deliveries, repeat, limited }, tape);
  return { ...result, rest: tape.rest() };
}
