import { defineConfig } from "vitest/config";

/** `npm run matrix`: apart from `npm test`, since it takes minutes. */
export default defineConfig({
  test: { include: ["test/matrix/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 60_000, pool: "forks" },
});
