import { edit, type Mutant, product } from "./mutant.ts";

const unlisted = "ledger/decide-unlisted.ts";

/** What the cloud does not list holds nobody up, is not forgotten either, and a question has an end. */
export const listing: readonly Mutant[] = [
  product(
    "claimed-unseen",
    "an event is claimed before any look has listed it",
    "holdsNobody",
    edit("ledger/ledger.ts", "wantsLook(row, operation, nowMs) ? await look(command)", "false ? await look(command)"),
  ),
  product(
    "unlisted-unkept",
    "nothing is kept of an event that the cloud does not list yet",
    "nothingLost",
    edit(unlisted, "[asked.operationId]: entry }", "}"),
  ),
  product(
    "unlisted-over",
    "an event that the cloud does not list yet is given up at once",
    "patient",
    edit(unlisted, 'listing.kind === "noInstance" ||', 'listing.kind !== "unread" ||'),
  ),
  product(
    "patience-of-a-minute",
    "an event is given up after a minute without a list that has it",
    "patient",
    edit("ledger/unlisted.ts", "missingForMs = 3_600_000", "missingForMs = 60_000"),
  ),
  product(
    "unlisted-unsought",
    "what waits to be listed is not looked for",
    "bySelf",
    edit("reconcile/look-at-waiting.ts", " || isDue(entry, steering, run.nowMs())", ""),
  ),
  product(
    "first-row-is-ours",
    "the first row of an instance counts as ours whoever put it",
    "nothingLost",
    edit("ledger/advance.ts", "(before?.epoch ?? 0)", "before?.epoch"),
  ),
  product(
    "question-renewed",
    "whoever brings an event again has its question begin anew",
    "asksOnce",
    edit("attempt/conclusion.ts", "(claim.askedUntilMs ?? nowMs + askForMs)", "nowMs + askForMs"),
  ),
];
