import { expect, test } from "vitest";
import { createShow } from "../../shared/cli/owner/show.ts";
import type { View } from "../../shared/cli/owner/view.ts";
import { viewCheck } from "../../shared/cli/owner/views/check.ts";
import { viewEnded } from "../../shared/cli/owner/views/ended.ts";
import { viewHistory } from "../../shared/cli/owner/views/history.ts";
import { viewOperations } from "../../shared/cli/owner/views/operations.ts";
import { viewPending } from "../../shared/cli/owner/views/pending.ts";
import { viewPolicy } from "../../shared/cli/owner/views/policy.ts";
import { viewRecord } from "../../shared/cli/owner/views/record.ts";
import { viewReport } from "../../shared/cli/owner/views/report.ts";
import { viewResumed } from "../../shared/cli/owner/views/resumed.ts";
import { viewStatus } from "../../shared/cli/owner/views/status.ts";
import { readPolicyText } from "../../shared/cli/policy-text.ts";

const nowMs = Date.parse("2026-11-29T12:00:00Z");
const show = createShow({ timeZone: "Asia/Shanghai", nowMs, hasColours: false });
const lines = (view: View, answer: object) => view(answer, show)?.split("\n");
const version = { Serial: 2, Hash: "ab".repeat(32), By: "ram", Why: "caches act", AppliedAt: "2026-11-27T12:00:00Z" };

test.each([
  ["2026-11-29T12:00:00Z", "now"],
  ["2026-11-29T11:58:31Z", "89 s ago"],
  ["2026-11-29T11:57:00Z", "3 min ago"],
  ["2026-11-29T09:00:00Z", "3 h ago"],
  ["2026-11-26T12:00:00Z", "3 days ago"],
  ["2026-11-29T15:00:00Z", "in 3 h"],
])("%s is %s", (time, words) => {
  expect(show.ago(time)).toBe(words);
});

test("a stack that has seen nothing yet says so", () => {
  expect(lines(viewStatus, { Mode: "observe", Open: {} })).toEqual([
    "mode        observe",
    "policy      no policy was applied yet: the starter holds, which observes",
    "open        nothing",
    "last event  none was seen yet",
    "reconcile   has not run yet",
  ]);
});

test("a product whose events cannot be listed stands in the status", () => {
  const Blind = [{ Product: "ens", Since: "2026-11-29T11:00:00Z" }];
  expect(lines(viewStatus, { Mode: "act", Open: {}, Blind })?.at(-1)).toBe(
    "blind       ens lists no events since 2026-11-29 19:00:00 (60 min ago)",
  );
});

const ahead = {
  ...{
    At: "2026-11-29T11:59:00Z",
    Waiting: 12,
    Stopped: 0,
    Unplaced: 0,
    InFlight: 5,
    NeedPerson: 0,
    EndedLastHour: 14,
  },
  ...{ TakesSeconds: 360, DoneBy: "2026-11-29T21:40:00Z", WillMiss: [], MoreMiss: 0, Full: [], MoreFull: 0 },
  ...{ Counting: false, Part: false },
};
const aheadLines = (more: object) =>
  lines(viewStatus, { Mode: "act", Open: {}, Forecast: { ...ahead, ...more } })?.slice(3, -2);

test("status says what is ahead, in the policy's zone", () => {
  expect(aheadLines({ DoneBy: "2026-11-29T13:40:00Z" })).toEqual([
    "ahead       12 wait for a place, 5 in flight, 14 ended in the last hour; done by about 21:40",
  ]);
  expect(aheadLines({ Waiting: 0, InFlight: 0, DoneBy: undefined })).toEqual([
    "ahead       nothing waits for a place, 0 in flight, 14 ended in the last hour",
  ]);
});

test("what comes too late and what is full are lines of their own, with who holds it and since when", () => {
  const late = { InstanceId: "i-1", OperationId: "op-1", Operation: "RedeployInstance" };
  const holder = { InstanceId: "i-2", Since: "2026-11-29T11:10:00Z" };
  const zone = { Scope: "zone cn-hangzhou-h", Waiting: 3, InFlight: 2, Limit: 2, Begun: 0, MoreHolders: 1 };
  const region = { Scope: "region", Waiting: 3, InFlight: 5, Begun: 20, PerHour: 20, Holders: [], MoreHolders: 0 };
  const told = aheadLines({
    WillMiss: [
      { ...late, Deadline: "2026-11-29T20:00:00Z", BeginsAbout: "2026-11-29T20:20:00Z" },
      { ...late, InstanceId: "i-\u001b[31m2", Deadline: "2026-11-29T11:00:00Z" },
    ],
    MoreMiss: 2,
    Full: [
      { ...zone, Holders: [holder] },
      { ...region, NextFrom: "2026-11-29T12:05:00Z" },
    ],
    MoreFull: 1,
  });
  expect(told).toEqual([
    "ahead       12 wait for a place, 5 in flight, 14 ended in the last hour; done by about 2026-11-30 05:40",
    "late        i-1 will miss its time: RedeployInstance, due 2026-11-30 04:00, would begin about 2026-11-30 04:20",
    "late        i- [31m2 will miss its time: RedeployInstance, due 19:00, it is too late for it",
    "late        2 more will miss their time",
    "full        zone cn-hangzhou-h: 2 of 2: i-2 since 19:10, 1 more",
    "full        region: 20 of 20 in an hour, the next one from 20:05",
    "full        1 more scopes are full",
  ]);
});

test.each([
  [
    "no operation has ended yet",
    { TakesSeconds: undefined },
    "done by when is not known yet: no operation has ended so far",
  ],
  [
    "a person is in the way",
    { NeedPerson: 2 },
    "done by when is not known: what needs a person is in the way; 2 of those in flight need a person",
  ],
  ["it is stopped", { Stopped: 12 }, "12 begin only by a person's word: something stops them"],
  [
    "limits are new",
    { Counting: true, Stopped: 1 },
    "1 begin only by a person's word: something stops them; nothing begins until what was in flight before the limits is counted",
  ],
])("where %s it says so, and no time", (_, more, words) => {
  expect(aheadLines({ DoneBy: undefined, ...more })).toEqual([
    `ahead       12 wait for a place, 5 in flight, 14 ended in the last hour; ${words}`,
  ]);
});

test("a time that may be later, and counts that may be more, are told as such", () => {
  expect(aheadLines({ DoneBy: "2026-11-29T13:40:00Z", Unplaced: 7, Part: true })).toEqual([
    "ahead       at least 12 wait for a place, 5 in flight, 14 ended in the last hour; done by about 21:40; or later: where 7 of the machines are is not known yet",
  ]);
});

const waiting = {
  OperationId: "op-1",
  InstanceId: "i-1",
  Operation: "RedeployInstance",
  State: "Waiting",
  For: "approval",
  Cause: "Forbidden.ApprovalRequired",
  Since: "2026-11-29T11:00:00Z",
};

test("open operations are a table, and where there are more it says how to go on", () => {
  expect(lines(viewOperations, { Operations: [waiting], NextPage: "p2" })).toEqual([
    "operation  instance  what              state                 cause                       since",
    "op-1       i-1       RedeployInstance  Waiting for approval  Forbidden.ApprovalRequired  2026-11-29 19:00:00 (60 min ago)",
    "There is more: redeploy-once operations --page p2",
  ]);
  expect(lines(viewOperations, { Operations: [] })).toEqual(["none"]);
});

test('"was it you?": what is at work, what waits, what ended, and each line with its time in the zone', () => {
  const answer = {
    InstanceId: "i-1",
    Waiting: [{ ...waiting, EventId: "e-1", Actor: "acs.ecs", Reason: "policy 2: caches" }],
    Outcomes: [
      {
        OperationId: "op-0",
        Operation: "RebootInstance",
        State: "Succeeded",
        Actor: "lin",
        EndedAt: "2026-11-28T12:00:00Z",
      },
    ],
    OlderOutcomes: 2,
    OlderLines: 0,
    Timeline: ["2026-11-28 12:00:01  op-0  waits       Throttling, by lin (3 times since 2026-11-28 11:00:00)"],
  };
  expect(lines(viewRecord, answer)).toEqual([
    "i-1",
    "",
    "waiting",
    "operation  what              state                 cause                       event  since                             by       why",
    "op-1       RedeployInstance  Waiting for approval  Forbidden.ApprovalRequired  e-1    2026-11-29 19:00:00 (60 min ago)  acs.ecs  policy 2: caches",
    "",
    "ended",
    "operation  what            state      ended                           by",
    "op-0       RebootInstance  Succeeded  2026-11-28 20:00:00 (24 h ago)  lin",
    "2 older outcomes are left out",
    "",
    "what happened (Asia/Shanghai)",
    "2026-11-28 20:00:01  op-0  waits       Throttling, by lin (3 times since 2026-11-28 19:00:00)",
  ]);
});

test("the record has how hooks stand and who said yes; a state of a newer console is shown as it came", () => {
  const hook = { OperationId: "op-1", Operation: "RedeployInstance", Name: "web" };
  const asked = { Phase: "before", State: "Asked", Function: "fc:ops-hook-drain", AskedAt: "2026-11-29T11:59:00Z" };
  const answer = {
    InstanceId: "i-1",
    Waiting: [{ ...waiting, For: "hook", Cause: "HookAsked", ApprovedBy: ["lin", "wei"] }],
    Hooks: [
      { ...hook, ...asked, Since: "2026-11-29T11:00:00Z", Until: "2026-11-29T13:00:00Z" },
      { ...hook, OperationId: "op-0", Phase: "after", State: "Owed", Until: "2026-11-29T12:10:00Z" },
      { ...hook, OperationId: "op-2", Phase: "after", State: "New\u001b[2J" },
    ],
  };
  expect(lines(viewRecord, answer)).toEqual([
    "i-1",
    "",
    "waiting",
    "operation  what              state             cause      since                             yes of",
    "op-1       RedeployInstance  Waiting for hook  HookAsked  2026-11-29 19:00:00 (60 min ago)  lin, wei",
    "",
    "hooks",
    "operation  hook  phase   function           state                    since                             asked last                      next",
    "op-1       web   before  fc:ops-hook-drain  asked, not ready so far  2026-11-29 19:00:00 (60 min ago)  2026-11-29 19:59:00 (60 s ago)  a person is asked from 2026-11-29 21:00:00 (in 60 min)",
    "op-0       web   after                      told until it is ready                                                                     and at least until 2026-11-29 20:10:00 (in 10 min)",
    "op-2       web   after                      New [2J",
  ]);
});

test("pending events say when they were listed, and that nobody has one", () => {
  const event = {
    Product: "ecs",
    InstanceId: "i-1",
    EventId: "e-1",
    Type: "SystemMaintenance.Reboot",
    Status: "Scheduled",
  };
  const Events = [
    { ...event, NotBefore: "2026-11-29T15:00:00Z", Owner: { OperationId: "op-1", State: "Waiting" } },
    { ...event, EventId: "e-2", Simulated: true },
  ];
  expect(lines(viewPending, { Listed: { ecs: "2026-11-29T11:59:30Z" }, Events })).toEqual([
    "As listed: ecs 2026-11-29 19:59:30 (30 s ago), ens never",
    "product  instance  event  type                                  status     not before                    owner",
    "ecs      i-1       e-1    SystemMaintenance.Reboot              Scheduled  2026-11-29 23:00:00 (in 3 h)  op-1 Waiting",
    "ecs      i-1       e-2    SystemMaintenance.Reboot (simulated)  Scheduled                                nobody",
  ]);
});

test("the report is a row for each day and rule, with what held how long", () => {
  const counts = { Seen: 4, Acted: 0, WouldHaveActed: 3, Asked: 0, LeftAlone: 1, TooLate: 0 };
  const row = { Day: "2026-11-28", Rule: "caches", Policy: 2, ...counts, Held: [{ By: "window", Minutes: 240 }] };
  expect(lines(viewReport, { Since: "2026-11-22T00:00:00Z", Until: "2026-11-29T12:00:00Z", Rows: [row] })).toEqual([
    "From 2026-11-22 08:00:00 to 2026-11-29 20:00:00",
    "day         policy  rule    seen  acted  would have acted  asked  left alone  too late  held by",
    "2026-11-28  2       caches  4     0      3                 0      1           0         window 4 h",
  ]);
});

test("what policy show prints is a file that policy check takes", () => {
  const Text = {
    version: 1,
    timeZone: "Asia/Shanghai",
    mode: "act",
    rules: [{ name: "all, now: yes", do: "documented" }],
  };
  const words = viewPolicy({ Policy: { ...version, Why: "two\nlines: {" }, Text }, show) ?? "";
  expect(readPolicyText(Buffer.from(words))).toEqual({ policy: Text });
  expect(viewPolicy({ Policy: { ...version, Why: "two\nlines: {" }, Text: JSON.stringify(Text) }, show)).toBe(words);
  expect(words.split("\n")[0]).toMatch(
    /^# policy 2 \(abababababab\), applied 2026-11-27 20:00:00 \(2 days ago\) by ram: two lines: \{$/,
  );
});

test("the history has the decisions made under each version", () => {
  const Decisions = { Acted: 3, WouldHaveActed: 0, Asked: 1, LeftAlone: 0 };
  expect(lines(viewHistory, { Versions: [{ ...version, Decisions }] })).toEqual([
    "policy  hash          applied                           by   why         acted  would have acted  asked  left alone",
    "2       abababababab  2026-11-27 20:00:00 (2 days ago)  ram  caches act  3      0                 1      0",
  ]);
});

test("a person's word is answered with what came of it", () => {
  expect(lines(viewEnded, { OperationId: "op-1", State: "Succeeded" })).toEqual(["op-1: Succeeded"]);
});

const decision = { Type: "SystemMaintenance.Redeploy", Status: "Inquiring", Rule: "caches", Do: "RedeployInstance" };

test("a draft is told by machine: whether local disks decide, what they lose, and what becomes of the event", () => {
  const unsaid = { Mode: "act", MayLose: [], Why: "it says so" };
  const Decisions = [
    { ...decision, ...unsaid, LocalDisks: "no", Fate: "acted", Loses: [] },
    { ...decision, ...unsaid, LocalDisks: "yes", Fate: "asked", Loses: ["localDisks"], Hook: "asks hook web before" },
  ];
  const Instance = { InstanceId: "i-1", Product: "ecs", Tags: { role: "cache" }, LocalDisks: "unknown", Decisions };
  expect(lines(viewCheck, { Problems: [], Instance })).toEqual([
    "the instance i-1: ecs, tags role=cache, local disks: unknown",
    "event                       status     local disks  rule    fate  do                mode  loses       hook",
    "SystemMaintenance.Redeploy  Inquiring  no           caches  acts  RedeployInstance  act",
    "SystemMaintenance.Redeploy  Inquiring  yes          caches  asks  RedeployInstance  act   localDisks  asks hook web before",
  ]);
});

test("a draft is told by what it would have done about past events, and by what could not be read", () => {
  const rule = { Rule: "caches", Acted: 1, Asked: 0, Observed: 0, LeftAlone: 1 };
  const row = { ...decision, InstanceId: "i-1", EventId: "e-1", JudgedIn: "Inquiring", At: "2026-11-20T12:00:00Z" };
  const Rows = [
    { ...row, Fate: "acted", IfLocalDisks: "asked" },
    { ...row, EventId: "e-2", Status: "Executed", Fate: "leftAlone", Do: undefined, IsGone: true },
  ];
  const History = { Events: 2, OfGoneInstances: 1, Rules: [rule], Rows, Warnings: ["Nothing of ens is in this."] };
  expect(lines(viewCheck, { Problems: [], History })).toEqual([
    "under this draft: 2 past events, 1 of instances that are not listed any more",
    "rule    acts  asks  observes  leaves alone",
    "caches  1     0     0         1",
    "Nothing of ens is in this.",
    "",
    "at                   instance  event  type                        status     judged in  rule    fate          do                with local disks",
    "2026-11-20 20:00:00  i-1       e-1    SystemMaintenance.Redeploy  Inquiring             caches  acts          RedeployInstance  asks",
    "2026-11-20 20:00:00  i-1       e-2    SystemMaintenance.Redeploy  Executed   Inquiring  caches  leaves alone                                      gone",
  ]);
});

test.each([
  viewStatus,
  viewOperations,
  viewRecord,
  viewPending,
  viewReport,
  viewPolicy,
  viewHistory,
  viewCheck,
  viewEnded,
])("an answer of another form is no view's to show (%#)", (view) => {
  expect([view("text", show), view({ Operations: 1, Problems: 1 }, show)]).toEqual([undefined, undefined]);
});

const pause = { Id: "3f2a91c07d", Scope: "all", By: "ram", Why: "down", Since: "2026-11-29T11:57:00Z" };
const breaker = { Since: "2026-11-29T11:58:00Z", Events: 30 };
const pauseLine = "all, by ram since 2026-11-29 19:57:00 (3 min ago), until somebody resumes it: down (id 3f2a91c07d)";
const breakerLine =
  "30 events have stopped automation, since 2026-11-29 19:58:00 (2 min ago), until somebody resumes it";

test("what is stopped stands in the status, and by whom", () => {
  expect(lines(viewStatus, { Mode: "act", Open: {}, Pauses: [pause], Breaker: breaker })?.slice(2, 4)).toEqual([
    `paused      ${pauseLine}`,
    `breaker     ${breakerLine}`,
  ]);
});

test("a resume says what it ended, what starts, and what stays stopped", () => {
  const left = { ...pause, Scope: "zone cn-hangzhou-h" };
  const resumed = { Ended: [pause], Breaker: breaker, Pauses: [left], Starts: 1, StartsOf: ["i-1: RebootInstance"] };
  expect(lines(viewResumed, { ...resumed, StillStopped: 2 })).toEqual([
    `Resumed: ${pauseLine}`,
    `Let go: ${breakerLine}`,
    `Still paused: ${pauseLine.replace("all", "zone cn-hangzhou-h")}`,
    "1 go on within two minutes, as far as the policy lets them:",
    "  i-1: RebootInstance",
    "2 stay stopped.",
  ]);
  expect(lines(viewResumed, { Ended: [], Pauses: [], Starts: 0, StillStopped: 0 })).toEqual([
    "Nothing was paused.",
    "Nothing that was stopped waits to start.",
  ]);
});
