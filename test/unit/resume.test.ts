import { expect, test } from "vitest";
import type { Control } from "../../shared/control/control.ts";
import { type Resuming, resume } from "../../shared/control/pausing.ts";
import { installed } from "../installed.ts";

const saidAtMs = 1_000_000;
const atMs = saidAtMs + 480_000; // a queue has brought it eight minutes later
const pause = { id: "a1", scope: "all", by: "lin", why: "w", atMs: saidAtMs - 1 };
const everything = { ends: () => true, letsBreakerGo: true, atMs, saidAtMs };

async function resumed(row: Partial<Control>, what: Resuming) {
  let stored: Control = { ...installed, ...row };
  const control = {
    readControl: async () => stored,
    writeControl: async (_: Control, next: Control) => {
      stored = next;
      return "applied" as const;
    },
  };
  const { ended } = await resume({ control, nowMs: () => atMs, pause: async () => undefined }, what);
  return { ended: ended.map(({ id }) => id), breaker: stored.breaker };
}

test("what has come since a resume was said counts for the breaker, however late the resume is carried out", async () => {
  const tripped = { countsFromMs: 0, tripped: { atMs: saidAtMs - 1, events: 30 } };
  for (const breaker of [{ countsFromMs: 0 }, tripped])
    expect((await resumed({ breaker }, everything)).breaker).toEqual({ countsFromMs: saidAtMs });
  const later = { countsFromMs: saidAtMs + 60_000 };
  expect((await resumed({ breaker: later }, everything)).breaker).toEqual(later);
  const again = { countsFromMs: 0, tripped: { atMs: saidAtMs + 1, events: 30 } };
  expect((await resumed({ breaker: again }, everything)).breaker).toEqual(again);
});

test("a pause of after the word goes on, unless the word names it: who names it has seen it", async () => {
  const newer = { ...pause, id: "b2", atMs: saidAtMs + 20_000 };
  const pauses = [pause, newer];
  expect((await resumed({ pauses }, everything)).ended).toEqual(["a1"]);
  const named = { ...everything, ends: ({ id }: { readonly id: string }) => id === "b2", letsBreakerGo: false };
  expect((await resumed({ pauses }, { ...named, byId: true })).ended).toEqual(["b2"]);
  expect((await resumed({ pauses }, named)).ended).toEqual([]);
});
