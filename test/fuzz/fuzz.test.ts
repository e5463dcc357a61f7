import fc from "fast-check";
import { expect, test } from "vitest";
import { inputs } from "./inputs.ts";
import { createJudge } from "./judge.ts";

test("two thousand forged and malformed inputs have no effect, make no client unsigned, and are told no secret", async () => {
  const { judge, counts } = createJudge();
  await fc.assert(fc.asyncProperty(inputs, judge), { numRuns: 2_000 });
  expect(counts.inputs).toBe(2_000);
  // Enough of them come past the door, or it would be proved of nothing but the door.
  expect(counts.connected).toBeGreaterThan(100);
  expect(counts.refused).toBeGreaterThan(500);
});
