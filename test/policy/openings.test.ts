import { expect, test } from "vitest";
import { openingWords } from "../../shared/cli/openings.ts";
import { readPolicy } from "../../shared/policy/read-policy.ts";

/** What a check says of a window of working nights at this moment, with these freezes. */
function said(at: string, freezes: readonly object[] = []) {
  const reading = readPolicy({
    ...{ version: 1, timeZone: "Asia/Shanghai", mode: "act" },
    rules: [{ name: "all", do: "documented", window: "nights" }],
    windows: { nights: { days: ["mon", "tue", "wed", "thu", "fri"], open: "01:00", close: "05:00", cutoff: "30m" } },
    ...(freezes.length > 0 && { freezes }),
  });
  if ("problems" in reading) throw new Error(reading.problems.map(({ message }) => message).join());
  return openingWords(reading.policy, Date.parse(at));
}

test("a check says when a window lets something begin next, by the policy's own clock", () => {
  expect(said("2026-11-28T04:00:00Z")).toBe(
    "window nights: lets planned maintenance begin next on 2026-11-30 01:00 (Asia/Shanghai)",
  );
  expect(said("2026-11-30T18:00:00Z")).toBe("window nights: is open now");
});

test("a freeze moves it", () => {
  const freeze = { from: "2026-11-28 00:00", to: "2026-12-02 03:00", why: "a release" };
  expect(said("2026-11-28T04:00:00Z", [freeze])).toContain("next on 2026-12-02 03:00");
});
