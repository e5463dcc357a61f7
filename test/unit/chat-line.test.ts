import { expect, test } from "vitest";
import { entryOf } from "../timeline/entry-of.ts";
import { lineOf } from "../timeline/line-of.ts";

const at = "2026-11-21T04:05:06.007Z";

test.each([
  [{ by: "lin", to: "值班", text: "reboot i-1\nnow", card: null }, "lin in 值班: reboot i-1"],
  [{ by: "robot", to: "lin", text: "Reboot i-1?", card: "op-1" }, "robot in lin: [op-1] Reboot i-1?"],
])("what is said in DingTalk is one line of the timeline: %j", (said, line) => {
  const entry = entryOf({ what: "chat", at, ...said });
  expect(entry && lineOf(entry, (_, text) => text)).toBe(`04:05:06.007  chat    ${line}`);
});
