import { expect } from "vitest";
import { noticeSchema } from "../../shared/notices/notice.ts";
import type { createBench } from "./bench.ts";

/** Who is told in tests: one channel of what needs a person, one of all, and the log. */
export const toldTo = [
  { to: "oncall", about: "urgent", remindEvery: "30m" },
  { to: "backup", about: "all" },
  { to: "log", about: "all" },
];

/** What came to a channel, of these kinds; each is signed, and as the product says that it is. */
export const createReceived =
  (bench: ReturnType<typeof createBench>) =>
  async (channel: string, ...kinds: readonly string[]) => {
    const all = (await bench.hand().notices()).map((one) => ({ ...one, notice: noticeSchema.parse(one.notice) }));
    expect(all.every(({ isSigned }) => isSigned)).toBe(true);
    return all.filter(
      ({ channel: to, notice }) => to === channel && (kinds.length === 0 || kinds.includes(notice.kind)),
    );
  };
