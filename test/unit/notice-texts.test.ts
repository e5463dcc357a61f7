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
    "Do not restart or redeploy it by hand: it would count as ours.",
  ]);
  expect(said("inDoubt", "zh")[0]).toBe("web-7 (i-…7f3)：不知道重新部署是否已被接受");
});

test("a storm says how many, where, what is down now and what is planned, and what goes on", () => {
  expect(said("stormBegins")).toEqual([
    "Storm: 30 events in 8 min, 28 in zone h. Stopped.",
    "26 failures (down now), 4 planned (first due Tue 09:00). 5 in flight go on.",
    "After `resume`: 5 at a time, all by about 05:40; none would be late.",
    "Open by zone: 28 cn-hangzhou-h, 2 cn-hangzhou-i.",
    "Since 01:41 (1 min ago) automation begins nothing. Calls of people go on. It does not end by itself.",
    'To look: redeploy-once status. To let it go on: redeploy-once resume --breaker --why "<why>"',
  ]);
  expect(said("stormBegins", "zh").slice(0, 4)).toEqual([
    "风暴：8 分钟内 30 个事件，其中 28 个在可用区 h。已停止。",
    "26 个故障（已停机），4 个计划内（最早 周二 09:00）。5 个正在进行的会继续。",
    "执行 `resume` 后：同时 5 个，大约 05:40 全部完成；都不会迟到。",
    "按可用区（未结束）：28 cn-hangzhou-h, 2 cn-hangzhou-i。",
  ]);
});

/** Facts as people would have them at 01:50 on a Tuesday in Shanghai. */
const atNight = (clock: string) => Date.parse(`2026-12-01T${clock}+08:00`);

test("a machine without a name is told by the end of its id: what is not known, when it is decided, what not to do", () => {
  const facts = {
    ...{ instanceId: "i-bp1web00000007f3", operation: "RedeployInstance", operationId: "150dc535" },
    ...{ sinceMs: atNight("01:40:12"), resolvableFromMs: atNight("02:42:00") },
  };
  const { text } = noticeOf({ id: "a", kind: "inDoubt", about: "", facts }, zone, atNight("01:50:30"));
  expect(text.en.split("\n").slice(0, 4)).toEqual([
    "i-…7f3: not known whether the redeploy was taken",
    "i-bp1web00000007f3. Sent 01:40:12, no answer. Looked at each minute.",
    "Decided by itself by 02:42 (in 52 min), else I ask you then. Before that, resolve is not taken.",
    "Do not restart or redeploy it by hand: it would count as ours.",
  ]);
  expect(text.zh.split("\n").slice(0, 4)).toEqual([
    "i-…7f3：不知道重新部署是否已被接受",
    "i-bp1web00000007f3。01:40:12 发出，没有答复。每分钟检查一次。",
    "最迟 02:42 (52 分钟后) 自动判定，否则我届时问您。在此之前不接受 resolve。",
    "请勿手动重启或重新部署，否则会被当成我们的操作。",
  ]);
});

test("a storm is told in three lines: how many and where, what of it is down and what is due, what a resume lets begin", () => {
  const facts = {
    ...{ sinceMs: atNight("01:49:00"), count: 30, withinMs: 480_000, failures: 26, planned: 4, inFlight: 5 },
    ...{ dueMs: Date.parse("2026-12-03T09:00+08:00"), counts: { "cn-hangzhou-h": 28, "cn-hangzhou-g": 2 } },
    ...{ limits: { region: 5 }, doneByMs: atNight("05:40:00"), late: 0 },
  };
  const { text } = noticeOf({ id: "a", kind: "stormBegins", about: "", facts }, zone, atNight("01:50:30"));
  expect(text.en.split("\n").slice(0, 3)).toEqual([
    "Storm: 30 events in 8 min, 28 in zone h. Stopped.",
    "26 failures (down now), 4 planned (first due Thu 09:00). 5 in flight go on.",
    "After `resume`: 5 at a time, all by about 05:40; none would be late.",
  ]);
});

test("a storm says what it does not know: by when, where machines are, and that it may well be later", () => {
  const lines = (more: object, language: "en" | "zh" = "en") => {
    const { doneByMs: _, late: __, ...facts } = kinds.stormBegins.example;
    return linesOf("stormBegins", { ...facts, ...more }, language, zone, exampleNowMs);
  };
  expect(lines({})[2]).toBe("After `resume`: 5 at a time; by when is not known yet: no operation has ended so far.");
  const doneByMs = exampleNowMs + 90 * 60_000;
  expect(lines({ limits: { region: 5, zone: 2 }, doneByMs, late: 3, isAtLeast: true })[2]).toBe(
    "After `resume`: 5 at a time, 2 in each zone, all by about 03:12 or later; 3 would be late.",
  );
  expect(lines({ limits: { zone: 2 }, doneByMs, late: 3 }, "zh")[2]).toBe(
    "执行 `resume` 后：每个 zone 2 个，大约 03:12 全部完成；3 个会迟到。",
  );
  const partly = lines({ unplaced: 400 });
  expect(partly[0]).toBe("Storm: 30 events in 8 min, at least 28 in zone h. Stopped.");
  expect(partly[3]).toBe("Open by zone: 28 cn-hangzhou-h, 2 cn-hangzhou-i; of 400 it is not known.");
});

test("a storm of which more has come since it was counted tells no zone with more events than there were", () => {
  const facts = { ...kinds.stormBegins.example, counts: { "cn-hangzhou-h": 32 } };
  expect(linesOf("stormBegins", facts, "en", zone, exampleNowMs)[0]).toBe(
    "Storm: 30 events in 8 min, most in zone h. Stopped.",
  );
});

test("a storm under a policy without limits says that a resume lets all of it begin at once", () => {
  const facts = { ...kinds.stormBegins.example, limits: {} };
  expect(linesOf("stormBegins", facts, "en", zone, exampleNowMs)).toContain(
    "After `resume`: all that waits at once, for your policy says not how many.",
  );
});

test("a question names what is lost, when it ends, who may say so, and the whole command of the yes", () => {
  const lines = said("needsYes");
  expect(lines[0]).toBe("web-7 (i-…7f3): redeploy needs one more yes (1 of 2: lin) by 06:42");
  expect(lines).toContain("It would lose: local disks (d-bp1local).");
  expect(lines).toContain("2 people must say yes. So far: lin. Who may still: wei, ma.");
  expect(said("needsYes", "zh")).toContain("需要 2 人同意。目前：lin。还可以同意的人：wei、ma。");
  const on = `${kinds.needsYes.example.operationId} --instance i-bp1web00000007f3`;
  expect(lines.slice(-3)).toEqual([
    `Yes: redeploy-once approve ${on} --ask 1-9f3a77c2b1d0 --signed`,
    `No: redeploy-once deny ${on} --ask 1-9f3a77c2b1d0`,
    `Later: redeploy-once postpone ${on} --until <time in UTC>`,
  ]);
});

/** The question of the example, with more facts. */
const asked = (more: object, language: "en" | "zh" = "en") =>
  linesOf("needsYes", { ...kinds.needsYes.example, ...more }, language, zone, exampleNowMs);

test("a question that one person can answer says who that is; one that nobody has answered, how many it needs", () => {
  expect(asked({ needs: 1, approvedBy: [] })[0]).toBe("web-7 (i-…7f3): redeploy needs your yes by 06:42");
  expect(asked({ needs: 1, approvedBy: [] })).toContain("Who may say so: wei, ma, or the owner's account.");
  expect(asked({ approvedBy: [] })[0]).toBe("web-7 (i-…7f3): redeploy needs the yes of 2 people by 06:42");
  expect(asked({ needs: 3 })[0]).toBe("web-7 (i-…7f3): redeploy needs 2 more yeses (1 of 3: lin) by 06:42");
});

test("a question that ends soon says so; one that was put off says by whom; one of many, how all are answered", () => {
  expect(asked({ endsSoon: true })[0]).toMatch(/ by 06:42, soon over$/);
  expect(asked({ endsSoon: true }, "zh")[0]).toMatch(/即将结束$/);
  expect(asked({ notBeforeMs: exampleNowMs + 7_200_000, by: "wei" })).toContain(
    "Put off by wei: even with a yes it begins no sooner than 03:42 (in 2 h).",
  );
  expect(asked({ count: 12 }).at(-1)).toBe(
    "12 questions are open. All of them: redeploy-once asks. Yes to the whole list: redeploy-once approve --set <the id that it shows>",
  );
  expect(asked({ count: 12 }, "zh").at(-1)).toContain("共有 12 个询问");
});

test("a question that ended unanswered says that this is no deny, and who had said yes; what a person ended says who", () => {
  expect(said("late").slice(0, 3)).toEqual([
    "web-7 (i-…7f3): nobody answered in time about the redeploy",
    "web-7, i-bp1web00000007f3, cn-hangzhou-h. Over since 01:30 (12 min ago). Nothing of ours was done (Expired).",
    "That is no deny. Said yes: lin; that was not enough.",
  ]);
  const { by: _, approvedBy: __, ...plain } = kinds.late.example;
  expect(linesOf("late", plain, "en", zone, exampleNowMs)[0]).toBe("web-7 (i-…7f3): too late for the redeploy");
  expect(said("cancelled")[0]).toBe("web-7 (i-…7f3): wei does not want the redeploy");
});

test("a digest with questions in it names the list of all, and how it is approved; one without does not", () => {
  const digest = (counts: Record<string, number>) =>
    linesOf("digest", { ...kinds.digest.example, counts }, "en", zone, exampleNowMs).at(-1);
  expect(digest({ needsYes: 12 })).toBe(
    "What you are asked: redeploy-once asks. Yes to the whole list: redeploy-once approve --set <the id that it shows>",
  );
  expect(digest({ planned: 12 })).not.toContain("--set");
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
  const why = (code: string) => asked({ losses: [], code }).join(" ");
  expect(why("Forbidden.ApprovalRequired")).toContain("Your policy wants a person's yes for it.");
  expect(why("AttemptsUsedUp")).toContain("As many operations on it have failed as your policy allows.");
  expect(why("CooldownActive")).toContain("An operation on it has only just ended, and did not hold.");
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
