import { lastWritten } from "../demo/wire.ts";
import type { Hand } from "../hand.ts";
import type { End, Kind } from "./lives.ts";

/** One instance that lives through an operation, with a fault somewhere on its way or none. */
export type Life = {
  readonly kind: Kind;
  readonly instanceId: string;
  /** As `POST /_cloud/faults` takes it. */
  readonly fault: object | undefined;
};

/** The function's timeout and the ledger's margin, 60 s each, and some. */
const leaseOverMs = 130_000;
/** A call is carried out within 15 minutes or not at all: within them a runbook must come to each of its steps. */
const whileACallLives = Array.from({ length: 9 }, () => 60_000);
/** Long enough for every frozen call to thaw and every late one to land. */
const thawMs = 1_600_000;
/** The date window of an hour, twice the skew, and the lag. */
const absenceProvableMs = 3_600_000 + 60_000 + 60_000;
/** Three calls of a runbook, each in doubt and sent once more, and one hour to spare. */
const maxHours = 7;

/** Lets all live at the same time, in a new world, until everything has ended. Returns each end, and each fault's hits. */
export async function play(hand: Hand, lives: readonly Life[]) {
  await hand.reset();
  await hand.quietFleet();
  const since = (await hand.calls()).at(-1)?.seq ?? 0;
  const begun = await prepare(hand, lives);
  const asked: Promise<unknown>[] = [];
  const askAll = async () => {
    asked.push(...begun.map(({ ask }) => ask()));
    await hand.quiet();
  };
  for (let times = 0; times < 3; times++) await askAll();
  // Whoever asked asks again, as a queue or a caller does that got no final answer.
  for (const steps of [[leaseOverMs], [...whileACallLives, thawMs], [60_000, 60_000, absenceProvableMs]]) {
    for (const stepMs of steps) await pass(hand, stepMs);
    await askAll();
  }
  for (let hours = 0; hours < maxHours; hours++) {
    await passAnHour(hand);
    if ((await endsOf(hand, lives, since)).every(({ row }, index) => row === "ended" || lives[index]?.kind.mayWait))
      break;
  }
  const ends = await endsOf(hand, lives, since);
  const due = begun.filter((_, index) => lives[index]?.kind.mayWait && ends[index]?.row !== "ended");
  for (const { comesDue } of due) await comesDue?.();
  if (due.length > 0) await passAnHour(hand);
  await Promise.all(asked);
  const hits = (await hand.faults()).map((fault) => fault.hits);
  return { ends: await endsOf(hand, lives, since), hits };
}

/** Plans each life's fault and makes its instance ready. */
async function prepare(hand: Hand, lives: readonly Life[]) {
  const begun: Awaited<ReturnType<Kind["begin"]>>[] = [];
  for (const { kind, instanceId, fault } of lives) {
    if (fault !== undefined) await hand.fault(fault);
    begun.push(await kind.begin(hand, instanceId));
  }
  return begun;
}

async function pass(hand: Hand, stepMs: number): Promise<void> {
  await hand.advance(stepMs);
  await hand.quiet();
}

/** Several minutes one by one, in which calls take effect and are followed, then the rest of a date window. */
async function passAnHour(hand: Hand): Promise<void> {
  for (let minute = 0; minute < 12; minute++) await pass(hand, 60_000);
  await pass(hand, absenceProvableMs);
}

async function endsOf(hand: Hand, lives: readonly Life[], since: number): Promise<End[]> {
  const calls = await hand.calls(since);
  const { instances } = await hand.world();
  return lives.map(({ instanceId }) => ({
    effects: instances[instanceId]?.effects ?? {},
    row: lastWritten(calls, instanceId),
  }));
}
