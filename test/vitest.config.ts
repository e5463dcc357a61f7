import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/matrix/**", "test/flips/**"],
    // Far from what a busy machine takes: they only end what hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "forks",
  },
});
