import { edit, type Mutant, product } from "./mutant.ts";

const heldByTime = "guards/held-by-time.ts";
const calendar = "guards/calendar.ts";
const judge = "attempt/judge.ts";

/** When planned maintenance may be begun. */
export const times: readonly Mutant[] = [
  product(
    "window-once",
    "what has waited for its window once is not judged by it again",
    "inTime",
    edit(
      judge,
      'if (place !== "taken") return',
      'if (place !== "taken" && !(claim.promised && "hold" in place && place.hold.code === "OutsideWindow")) return',
    ),
  ),
  product(
    "cutoff-ignored",
    "a window lets something begin until it closes",
    "inTime",
    edit("guards/window.ts", "timeZone) - cutoffMs;", "timeZone);"),
  ),
  product(
    "window-in-a-freeze",
    "a window that opens in a freeze lets something begin",
    "inTime",
    edit(calendar, "overridesFreeze ? [] : freezes;", "overridesFreeze || window !== undefined ? [] : freezes;"),
  ),
  product(
    "freeze-spares-calls",
    "a freeze holds events, and no call",
    "inTime",
    edit(
      "attempt/held-back.ts",
      "planned: event === undefined || isPlanned(event.type),",
      "planned: command.clientToken === undefined && (event === undefined || isPlanned(event.type)),",
    ),
  ),
  product(
    "freeze-holds-failures",
    "what answers a failure waits for the end of a freeze",
    "failuresGoOn",
    edit(heldByTime, "if (!planned) return later;", ""),
  ),
  product(
    "guard-band-off-by-sign",
    "the guard band is after the platform's own time",
    "inTime",
    edit(heldByTime, "if (isToCome && nowMs >= dueMs - guardBandMs)", "if (isToCome && nowMs >= dueMs + guardBandMs)"),
  ),
  product(
    "override-for-ever",
    "a call overrides a freeze, whoever its caller is by now",
    "inTime",
    edit(
      judge,
      'overridesFreeze === true && steering !== undefined && hasRole("operator", actor, principals, steering);',
      "overridesFreeze === true;",
    ),
  ),
  product(
    "held-for-ever",
    "what waits for a time waits for a year",
    "bySelf",
    edit(
      calendar,
      "const untilMs = opening(opens, holding, nowMs);",
      "const openMs = opening(opens, holding, nowMs);\n    const untilMs = openMs === nowMs ? openMs : nowMs + 31_536_000_000;",
    ),
  ),
];
