import { expect, test } from "vitest";
import { patiently } from "../../shared/ledger/patience.ts";
import { StoreUnknown } from "../../shared/ledger/store.ts";

/** A store that fails so many times, on a clock that only pauses move. */
async function tried(failures: number, untilMs: number, error: Error = new StoreUnknown("busy")) {
  let nowMs = 0;
  const pauses: number[] = [];
  const repeats: boolean[] = [];
  const pause = async (ms: number) => {
    pauses.push(ms);
    nowMs += ms;
  };
  const call = async (isRepeated: boolean) => {
    repeats.push(isRepeated);
    if (repeats.length <= failures) throw error;
    return "answered";
  };
  const came = await patiently({ nowMs: () => nowMs, pause }, untilMs, call).catch((thrown: unknown) => thrown);
  return { came, pauses, repeats };
}

test("a store that is busy for a moment is asked again with growing pauses, and the call knows that it is repeated", async () => {
  expect(await tried(4, 60_000)).toEqual({
    came: "answered",
    pauses: [25, 50, 100, 200],
    repeats: [false, true, true, true, true],
  });
});

test("no pause is longer than a second, and a store that stays busy is given up after twelve tries", async () => {
  const { came, pauses } = await tried(100, 60_000);
  expect(came).toBeInstanceOf(StoreUnknown);
  expect(pauses).toEqual([25, 50, 100, 200, 400, 800, 1_000, 1_000, 1_000, 1_000, 1_000]);
});

test("nothing is tried again when the time that the invocation has would be over", async () => {
  const { came, pauses } = await tried(100, 400);
  expect(came).toBeInstanceOf(StoreUnknown);
  expect(pauses).toEqual([25, 50, 100, 200]);
});

test("an error that is no lost answer goes on at once", async () => {
  const { came, repeats } = await tried(100, 60_000, new Error("torn"));
  expect([came, repeats.length]).toEqual([new Error("torn"), 1]);
});
