import { expect, test } from "vitest";
import { createLog } from "../../shared/log.ts";

test("whatever looks like a secret is blanked, and texts are bounded", () => {
  const lines: string[] = [];
  const log = createLog(
    (line) => void lines.push(line),
    () => 0,
  );
  const message = `key LTAIabcdefgh1234, STS.abc123, whsec_c2VjcmV0, "Password":"Hunter22!" ${"x".repeat(1_000)}`;
  log({ level: "warn", step: "refuse", operation: "RedeployInstance", requestId: "r", message });
  expect(lines[0]).not.toMatch(/LTAIabcdefgh1234|STS\.abc123|c2VjcmV0|Hunter22/);
  expect(lines[0]?.length).toBeLessThan(1_000);
});

test("the secrets in hand stand in no line, whatever they look like", () => {
  const lines: string[] = [];
  const log = createLog(
    (line) => void lines.push(line),
    () => 0,
    () => ["kQ/3hand=secret"],
  );
  const line = { level: "warn", step: "refuse", operation: "RedeployInstance", requestId: "r" } as const;
  log({ ...line, message: "signed with kQ%2F3hand%3Dsecret", code: "kQ/3hand=secret" });
  expect(lines[0]).toContain('"message":"signed with [redacted]","code":"[redacted]"');
});
