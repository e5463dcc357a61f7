import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/matrix/**", "test/flips/**"],
    // Far from what a busy machine takes: they only end what hangs.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "forks",
    isolate: false, // no test keeps state in a module; loading the modules anew for each file takes two thirds of the short ones' time
    deps: { interopDefault: false },
    maxWorkers: "100%", // each waits for functions to start much of its time
  },
});
