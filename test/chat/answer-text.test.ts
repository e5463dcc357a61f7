import fc from "fast-check";
import { expect, test } from "vitest";
import { answerText } from "../../shared/chat/answer/answer-text.ts";
import { chatVerbs } from "../../shared/chat/grammar/verbs.ts";
import type { Wish } from "../../shared/chat/wish.ts";
import { verbs } from "../../shared/console/verbs.ts";
import { endStates } from "../../shared/ledger/outcome.ts";
import { wait } from "../../shared/ledger/progress.ts";
import { nowMs, type Sample, samples, timeZone } from "./answers.ts";

const both = ["en", "zh"] as const;

type Told = Pick<Sample, "to" | "status" | "body">;

const textOf = ({ to, status = 200, body }: Told, language: "en" | "zh" = "en") =>
  answerText({ wish: { to }, status, body: { RequestId: "R-1", ...body }, language, timeZone, nowMs });
const linesOf = (told: Told, language: "en" | "zh" = "en") => textOf(told, language).split("  \n");
const nameOf = (to: Wish["to"]) => Object.values(to)[0] ?? "";
const sampleOf = (name: string) => {
  const found = samples.find(({ to }) => nameOf(to) === name);
  if (found === undefined) throw new Error(`There is no sample of ${name}`);
  return found;
};

const each = samples.map((sample) => [`${nameOf(sample.to)} ${sample.status ?? 200}`, sample] as const);

test.each(each)("the first line of an answer says what matters, in both languages: %s", (_, sample) => {
  expect([linesOf(sample)[0], linesOf(sample, "zh")[0]]).toEqual([sample.en, sample.zh]);
});

test.each(each)("what is shown is what console answers: %s", (_, { to, status = 200, body }) => {
  if ("verb" in to && status === 200)
    expect(verbs.find(({ name }) => name === to.verb)?.answers.safeParse(body).error).toBeUndefined();
});

test("there is an answer for each verb of the grammar", () => {
  const wished = chatVerbs.map(({ to }) => nameOf(to as Wish["to"])).filter((name) => name !== "help");
  for (const name of wished)
    for (const language of both) expect(textOf(sampleOf(name), language)).not.toMatch(/cannot read|无法识别/);
});

test("a question tells what would be lost, who has said yes, and what to copy for a yes", () => {
  expect(linesOf(sampleOf("asks"))).toEqual([
    "**1 question is open.**",
    '- i-bp1web00000007f3: redeploy, would lose local disks d-bp1local, 1 of 2 said yes (lin), until 02:10 (in 28 min), yes: approve 150dc535e4af49dc8c1d3f6b5a2e7f90 --ask 1-9f3a77c2b1d0 --reason "…"',
  ]);
});

test("a status tells what is open, what is stopped and what is wrong", () => {
  expect(linesOf(sampleOf("status")).slice(1)).toEqual([
    "Open: 2 × waits for a person's yes; 1 × in doubt: not known whether the cloud took it",
    "Oldest: i-bp1web00000007f3 redeploy: waits for a person's yes (RuleAsks), since 01:30 (12 min ago), until 02:10 (in 28 min), asked by acs.ecs: SystemMaintenance.Redeploy, 150dc535e4af49dc8c1d3f6b5a2e7f90",
    "Policy 3, applied 01:30 (12 min ago) by lin.",
    "Last event: 01:30 (12 min ago). reconcile: has not run yet.",
    "- Paused: 30 events have stopped automation since 01:30 (12 min ago), until somebody resumes it",
    "- Paused: zone cn-hangzhou-h, by lin since 01:30 (12 min ago), until somebody resumes it: the network is down (id 3f2a)",
    "- reconcile has not run for 6 minutes.",
  ]);
});

test("what happened to an operation is told with the newest line first, in the reader's zone", () => {
  expect(linesOf(sampleOf("operation")).slice(1)).toEqual([
    "What happened, the newest first:",
    "- 01:31:00 150dc535 asked (2 times)",
    "- 01:30:00 150dc535 stored",
    "Older and left out: 1.",
  ]);
});

test("what nobody answers comes before what somebody does", () => {
  expect(linesOf(sampleOf("events pending"), "zh").slice(2)).toEqual([
    "- i-5b：SystemMaintenance.Reboot Inquiring，无人处理，e-2",
    "- i-bp1a：SystemMaintenance.Redeploy Scheduled，不早于 02:10 (28 分钟后)，等待中 150dc535e4af49dc8c1d3f6b5a2e7f90，e-bp1abc",
    "还有更多：事件 --页 eyJmcm9tIjo2NH0",
  ]);
});

test("what is in doubt is never told as a failure, and says not to repeat it", () => {
  for (const language of both) {
    const text = textOf(sampleOf("RebootInstance"), language);
    expect(text).not.toMatch(/fail|失败|error|错误/i);
    expect(text).toMatch(/Do not repeat it by hand|请勿手动重复/);
  }
});

test("a refusal keeps its code and its message, which is English in both languages", () => {
  const refused = sampleOf("approve");
  const told = { ...refused, status: 409, body: { Code: "AskClosed", Message: "It has ended Cancelled, by wei." } };
  expect(textOf(told, "zh")).toBe("**该询问已关闭** (AskClosed)  \nIt has ended Cancelled, by wei.");
});

test("an answer of another form is shown as it came, and not called a failure", () => {
  const told = { to: { verb: "status" }, body: { Later: "<b>@all</b>" } };
  expect(linesOf(told)).toEqual([
    "**An answer that I cannot read (status 200)**",
    "What came of it is on the record: status, or instance and the machine. As it came:",
    '｛"RequestId":"R-1","Later":"＜b＞＠all＜/b＞"｝',
  ]);
  expect(linesOf({ ...told, status: 502 }, "zh")[0]).toBe("**收到无法识别的回答（状态 502）**");
});

test("a long list is cut, and says how many more there are", () => {
  const [ask] = (sampleOf("asks").body as { Asks: object[] }).Asks;
  const body = { Asks: Array.from({ length: 150 }, () => ask), InSet: 0, IsWhole: false };
  for (const language of both) {
    const lines = linesOf({ to: { verb: "asks" }, body }, language);
    const shown = lines.filter((line) => line.includes("i-bp1web00000007f3")).length;
    expect(shown).toBeGreaterThan(5);
    expect(lines.at(-2)).toBe({ en: `- and ${150 - shown} more`, zh: `- 还有 ${150 - shown} 条` }[language]);
    expect(textOf({ to: { verb: "asks" }, body }, language).length).toBeLessThanOrEqual(3_000);
  }
});

test("a zone that is none costs no answer", () => {
  const { to, body } = sampleOf("deny");
  const told = { ...body, PostponedUntil: "2026-11-29T18:10:00.000Z" };
  const text = answerText({ wish: { to }, status: 200, body: told, language: "en", timeZone: "Mars/North", nowMs });
  expect(text).toContain("not before 18:10 (in 28 min)");
});

test("every state and every wait has words in both languages", () => {
  const states = [...endStates, "Waiting", "Claimed", "Sending", "InDoubt", "Accepted", "Unproven", "NeedsHuman"];
  for (const State of states)
    for (const language of both)
      expect(textOf({ to: { operation: "RebootInstance" }, body: { State } }, language)).not.toContain(State);
  for (const For of wait.shape.for.options)
    for (const language of both) {
      const text = textOf({ to: { operation: "RebootInstance" }, body: { State: "Waiting", For } }, language);
      expect(text).toMatch({ en: /^\*\*waits.{4}/, zh: /^\*\*等待./ }[language]);
      expect(text).not.toContain("Waiting");
    }
});

/** A body in which others chose each text that is no time. */
const withTexts = (value: unknown, text: string): unknown => {
  if (typeof value === "string") return /^\d{4}-\d\d-\d\dT/.test(value) ? value : text;
  if (Array.isArray(value)) return value.map((item) => withTexts(item, text));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withTexts(inner, text)]));
};

const hostile = fc.oneof(
  fc.constantFrom(
    "@all",
    "<at user_id=all></at>",
    "[a](http://x.example)",
    "![](//x)",
    "**b**",
    "`c`",
    "a\n# b",
    "\u202eb",
  ),
  fc.constantFrom("https://x.example", "__proto__", "constructor", "|a|b|", "x".repeat(5_000), "𝒳".repeat(3_000)),
  fc.string({ unit: "binary" }),
);

test("whatever others wrote steers nothing, and the answer stays short", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...samples),
      hostile,
      fc.constantFrom(...both),
      ({ to, status, body }, text, language) => {
        const shown = textOf(
          { to, ...(status !== undefined && { status }), body: withTexts(body, text) as object },
          language,
        );
        expect(shown.length).toBeLessThanOrEqual(3_000);
        expect(shown).not.toMatch(/[\\`_{}[\]<>#|~@&\p{Cf}\p{Cs}]|:\/\//u);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a verb of another release has an answer", () => {
  for (const verb of ["none", "constructor", "__proto__"])
    expect(linesOf({ to: { verb }, body: {} })[0]).toBe("**An answer that I cannot read (status 200)**");
});

test("whatever the body is, there is an answer", () => {
  const to = fc.constantFrom(...samples.map((sample) => sample.to));
  fc.assert(
    fc.property(to, fc.integer({ min: 100, max: 599 }), fc.jsonValue(), (wished, status, body) => {
      const text = answerText({ wish: { to: wished }, status, body, language: "zh", timeZone, nowMs });
      expect(text.length).toBeGreaterThan(5);
      expect(text.length).toBeLessThanOrEqual(3_000);
    }),
  );
});
