import { defineConfig } from "vitest/config";

/** `npm run flips`: apart from `npm test`, since it starts a local cloud per guess. */
export default defineConfig({
  test: {
    include: ["test/flips/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "forks",
    deps: { interopDefault: false },
  },
});
