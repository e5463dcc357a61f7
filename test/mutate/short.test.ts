import { expect, test } from "vitest";
import { loadBundle } from "../simulation/bundle.ts";
import { product } from "../simulation/variants.ts";

/** Enough for what a schedule in fifty meets (chosen by time: two seconds on a quiet core). */
const schedules = 400;

test("a short simulation breaks no invariant", async () => {
  const bundle = await loadBundle(product.edits);
  const violations = await bundle.inMacrotask(() => {
    const setting = bundle.settingOf(bundle.product);
    const { failures } = bundle.explore(setting, 1, { schedules, seconds: 600, failures: 1 });
    return failures.map(({ violation }) => violation);
  });
  expect(violations).toEqual([]);
});
