import { expect, test } from "vitest";
import { exampleNowMs } from "../../shared/notices/kind.ts";
import { type KindName, kindNames, kinds } from "../../shared/notices/kinds.ts";
import { linesOf, noticeOf, noticeSchema } from "../../shared/notices/notice.ts";

const zone = "Asia/Shanghai";
const said = (kind: KindName, language: "en" | "zh" = "en") =>
  linesOf(kind, kinds[kind].example, language, zone, exampleNowMs);

test("in doubt says when it was sent, by when it is decided, and not to touch the machine", () => {
  expect(said("inDoubt").slice(0, 4)).toEqual([
    "web-7 (i-…7f3): not known whether the redeploy was taken",
    "web-7, i-bp1web00000007f3, cn-hangzhou-h. Sent 01:31:12, no answer. Looked at each minute.",
    "Decided by itself by 02:33 (in 51 min), else I ask you then. Before that, resolve is not taken.",
    "Do not touch it: do not restart or redeploy it by hand. It would count as ours.",
  ]);
  expect(said("inDoubt", "zh")[0]).toBe("web-7 (i-…7f3)：不知道重新部署是否已被接受");
});

test("a storm says how many, where, what is down now and what is planned, and what goes on", () => {
  expect(said("stormBegins").slice(0, 3)).toEqual([
    "Storm: 30 events in 8 min, 28 in zone h. Stopped.",
    "26 failures (down now), 4 planned (first due Tue 09:00). 5 in flight go on.",
    "Open by zone: 28 cn-hangzhou-h, 2 cn-hangzhou-i.",
  ]);
  expect(said("stormBegins").slice(4)).toEqual([
    "After a resume so many at a time, those due first: 5 in the region, 2 in each zone.",
    'To look: redeploy-once status. To let it go on: redeploy-once resume --breaker --why "<why>"',
  ]);
  expect(said("stormBegins", "zh")[0]).toBe("风暴：8 分钟内 30 个事件，其中 28 个在可用区 h。已停止。");
});

test("a storm of which more has come since it was counted tells no zone with more events than there were", () => {
  const facts = { ...kinds.stormBegins.example, counts: { "cn-hangzhou-h": 32 } };
  expect(linesOf("stormBegins", facts, "en", zone, exampleNowMs)[0]).toBe(
    "Storm: 30 events in 8 min, most in zone h. Stopped.",
  );
});

test("a storm under a policy without limits says that a resume lets all of it begin at once", () => {
  const facts = { ...kinds.stormBegins.example, limits: {} };
  expect(linesOf("stormBegins", facts, "en", zone, exampleNowMs).at(-2)).toBe(
    "After a resume all that waits begins at once: your policy says not how many.",
  );
});

test("a question names what is lost, when it ends, and the whole command of the yes", () => {
  const lines = said("needsYes");
  expect(lines[0]).toBe("web-7 (i-…7f3): redeploy needs your yes by 06:42");
  expect(lines).toContain("It would lose: local disks.");
  expect(lines.at(-1)).toBe(
    'Yes, by a signed call of an approver: redeploy-once call RedeployInstance --instance i-bp1web00000007f3 --accept-data-loss localDisks --reason "<why>"',
  );
});

test("who is told of a stop is told the command for this very stop, and not for all that anybody has stopped", () => {
  expect(said("stormBegins").at(-1)).toContain('redeploy-once resume --breaker --why "<why>"');
  expect(said("paused").at(-1)).toBe('To end it: redeploy-once resume --id 3f2a91c07d --why "<why>"');
  const again = (scope: string) =>
    linesOf("pauseEndsSoon", { ...kinds.pauseEndsSoon.example, scope }, "zh", zone, exampleNowMs).at(-1);
  expect(again("all")).toContain('redeploy-once pause --for 2h --why "<why>"');
  expect(again("zone cn-hangzhou-h")).toContain('redeploy-once pause --zone cn-hangzhou-h --for 2h --why "<why>"');
  expect(again("tag role=a b")).toContain('redeploy-once pause --tag "role=a b" --for 2h --why "<why>"');
});

test("a question says what has happened before, if that is why a person is asked", () => {
  const asked = (code: string) =>
    linesOf("needsYes", { ...kinds.needsYes.example, losses: [], code }, "en", zone, exampleNowMs).join(" ");
  expect(asked("Forbidden.ApprovalRequired")).toContain("Your policy wants a person's yes for it.");
  expect(asked("AttemptsUsedUp")).toContain("As many operations on it have failed as your policy allows.");
  expect(asked("CooldownActive")).toContain("An operation on it has only just ended, and did not hold.");
});

test.each(kindNames)("a notice of the kind %s is whole in both languages, and its first line fits a phone", (kind) => {
  const notice = noticeOf({ id: "a", kind, about: "", facts: kinds[kind].example }, zone, exampleNowMs);
  expect(noticeSchema.parse(JSON.parse(JSON.stringify(notice)))).toEqual(notice);
  for (const language of ["en", "zh"] as const) {
    expect(notice.firstLine[language].length).toBeLessThanOrEqual(90);
    expect(notice.text[language]).not.toMatch(/undefined|NaN|\[object/);
    expect(notice.text[language].split("\n").length).toBeGreaterThan(2);
  }
  expect(notice.text.zh).toMatch(/[一-鿿]/);
});

test.each(kindNames)("a notice of the kind %s about which little is known leaves out what it does not know", (kind) => {
  const { text } = noticeOf(
    { id: "a", kind, about: "", facts: { sinceMs: exampleNowMs, count: 1 } },
    zone,
    exampleNowMs,
  );
  expect(text.en).not.toMatch(/NaN|\[object|Invalid/);
});

test("a reminder says that it is one; what others wrote makes no line of its own", () => {
  const facts = { ...kinds.paused.example, reminder: 2, why: "one\ntwo\u202e" };
  expect(linesOf("paused", facts, "en", zone, exampleNowMs).slice(0, 2)).toEqual([
    "Again (2): Paused: all, by lin",
    expect.stringContaining("one two . Nothing of it begins"),
  ]);
});
