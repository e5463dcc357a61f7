import { edit, type Mutant, product } from "./mutant.ts";

const news = "ledger/news.ts";
const marked = "ledger/marked.ts";
const tell = "notices/tell.ts";
const deliver = "notices/deliver.ts";

/** People hear of what is new, whatever crashes, and nothing that acts hears of them. */
export const noticing: readonly Mutant[] = [
  product(
    "told-before-sent",
    "what is to be told is marked before it is sent: a notice is lost at a crash",
    "told",
    edit(
      tell,
      "  const delivered = await sendAll(",
      "  await markRows(needs, due, new Map(sendings.map(({ of, to }) => [of, to])), untilMs);\n  const delivered = await sendAll(",
    ),
  ),
  product(
    "failed-is-told",
    "what a channel did not take counts as told",
    "told",
    edit(deliver, 'if (taken.kind === "taken") for (const one of ones)', "for (const one of ones)"),
  ),
  product(
    "given-up-at-once",
    "what could not be told at the first try is given up",
    "told",
    edit("notices/due.ts", "triedForMs = 7 * 86_400_000", "triedForMs = 0"),
  ),
  product(
    "told-under-the-epoch",
    "who tells people grows the row's version, and fences out who works on it",
    "besideTold",
    edit(marked, "const next = { ...stored, told,", "const next = { ...stored, epoch: stored.epoch + 1, told,"),
  ),
  product(
    "told-closes",
    "who tells people takes away by what its row is listed",
    "besideTold",
    edit(marked, "  return { ...rest, untold,", "  return { ...rest, tally: {}, waiting: {}, untold,"),
  ),
  product(
    "news-taken-away",
    "what is new since the row was read is taken away with what was told",
    "told",
    edit(marked, "if (stored.news !== read.news) return next;", ""),
  ),
  product(
    "news-not-grown",
    "a write with something to tell does not grow the number that the marker names",
    "told",
    edit(news, "const news = before.news + 1;", "const news = Math.max(1, before.news);"),
  ),
  product(
    "news-not-dated",
    "a write with something to tell leaves the row in no list",
    "told",
    edit(news, "return { ...next, news, untold, untoldSinceMs: nowMs };", "return { ...next, news, untold };"),
  ),
  product(
    "ended-not-sought",
    "only open rows are looked at for something to tell",
    "told",
    edit("notices/rows-to-tell.ts", "listed < mostRows &&", "listed < 0 &&"),
  ),
  product(
    "same-question-once",
    "a question that is asked anew counts as told, since it was told before",
    "told",
    edit("notices/due.ts", "told?.key === key && !isAnother ? told", "told?.key === key ? told"),
  ),
  product(
    "pressing-untold",
    "who waits for a place near its deadline is told of to nobody who is on call",
    "told",
    edit("notices/situations-by-time.ts", "mayBeLateMs = 60 * minuteMs", "mayBeLateMs = 0"),
  ),
  product(
    "unread-untold",
    "of what was accepted nobody is asked as long as what would prove it cannot be read",
    "told",
    edit(
      "reconcile/follow-to-proof.ts",
      'if (accepted.state === "Unproven" ||',
      'if (true || accepted.state === "Unproven" ||',
    ),
  ),
];
