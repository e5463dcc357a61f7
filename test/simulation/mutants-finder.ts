import { edit, type Mutant, product } from "./mutant.ts";

const find = "reconcile/find-unowned.ts";
const lists = "reconcile/pending-lists.ts";
const finds = "reconcile/finds.ts";
const owned = "ledger/owned.ts";

/** What nobody delivered is found, once, and a list says no more than it says. */
export const finding: readonly Mutant[] = [
  product(
    "never-found",
    "what the bus does not deliver is not looked for",
    "found",
    edit("reconcile/reconcile.ts", "if (rest === undefined) await findUnowned(run, untilMs);", ""),
  ),
  product(
    "found-once",
    "what was dispatched once is not dispatched again, though nothing came of it",
    "found",
    edit(finds, "dispatchAgainMs = 300_000", "dispatchAgainMs = 1e15"),
  ),
  product(
    "unseen-forgotten",
    "what was given up because no look had listed it counts as ended, though the list has it now",
    "found",
    edit(
      owned,
      "(id === ownId || outcome.eventId === eventId) && !isGivenUp(outcome)",
      "id === ownId || outcome.eventId === eventId",
    ),
  ),
  product(
    "ended-unowned",
    "an event whose operation has ended counts as owned by nobody",
    "owned",
    edit(
      owned,
      'return holder !== undefined || endedFor(row, eventId, ownId) !== undefined ? "ended" : undefined;',
      "return undefined;",
    ),
  ),
  product(
    "found-anew",
    "what is found is another operation than what the bus delivers",
    "oneKind",
    edit(
      "middleware/command-of-event.ts",
      "token: eventTokenOf(instanceId, eventId, 1)",
      "token: eventTokenOf(instanceId, eventId, event.foundby ? 2 : 1)",
    ),
  ),
  product(
    "drill-found",
    "a drill is dispatched like any event",
    "asksOnly",
    edit(find, "!simulated && isKnown(", "isKnown("),
  ),
  product(
    "anything-found",
    "an event of a type that nothing answers is dispatched",
    "asksOnly",
    edit(find, "!simulated && isKnown(product, type, steering)", "!simulated"),
  ),
  product(
    "gap-is-over",
    "what the list of pending events leaves out counts as over",
    "taken",
    edit(
      "reconcile/look-at-waiting.ts",
      "return event && foundIn(seen, event, product, steering);",
      'return event === undefined ? { kind: "over" } : foundIn(seen, event, product, steering);',
    ),
  ),
  product(
    "blind-is-empty",
    "a list that cannot be read counts as an empty one",
    "blind",
    edit(lists, "if (blind.isToBeTold)", "if (blind.sinceMs < 0)"),
    edit(lists, "return undefined;\n  }", "return [];\n  }"),
  ),
];
