import { defineConfig } from "vitest/config";

/** `npm run matrix`: apart from `npm test`, since it takes minutes. */
export default defineConfig({
  test: {
    include: ["test/matrix/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    pool: "forks",
    deps: { interopDefault: false },
  },
});
