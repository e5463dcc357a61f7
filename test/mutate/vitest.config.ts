import { defineConfig } from "vitest/config";

/**
 * What a mutant must get past: the unit tests, then a short simulation. One worker for all files, since each would load
 * the product anew; without a cache the largest file comes first, so the simulation, the smallest and slowest, last.
 */
export default defineConfig({
  cacheDir: "dist/.vite",
  test: {
    include: ["test/unit/**/*.test.ts", "test/mutate/*.test.ts"],
    testTimeout: 60_000,
    isolate: false,
    cache: false,
  },
});
