import type { Wish } from "../../shared/chat/wish.ts";

/** When the answers are read: 01:42 in Shanghai. */
export const nowMs = Date.parse("2026-11-29T17:42:00Z");
export const timeZone = "Asia/Shanghai";

const op = "150dc535e4af49dc8c1d3f6b5a2e7f90";
const other = "250dc535e4af49dc8c1d3f6b5a2e7f90";
const [since, later] = ["2026-11-29T17:30:00.000Z", "2026-11-29T18:10:00.000Z"];

const open = {
  ...{ OperationId: op, Operation: "RedeployInstance", State: "Waiting", For: "approval", Cause: "RuleAsks" },
  ...{ Source: "eventbridge", Actor: "acs.ecs", Reason: "SystemMaintenance.Redeploy", EventId: "e-bp1abc" },
  ...{ Policy: 3, Rule: "the databases", Attempts: 0, Since: since, Until: later },
  ...{ Ask: "1-9f3a77c2b1d0", Needs: 2, Losses: ["localDisks"], Disks: ["d-bp1local"], ApprovedBy: ["lin"] },
};
const ended = {
  ...{ OperationId: other, Operation: "RebootInstance", State: "Succeeded", EndedAt: since },
  ...{ Source: "http", Actor: "wei", Reason: "it hangs" },
};
const pause = { Id: "3f2a", Scope: "zone cn-hangzhou-h", By: "lin", Why: "the network is down", Since: since };
const record = {
  InstanceId: "i-bp1web00000007f3",
  Waiting: [open],
  Outcomes: [ended],
  Hooks: [],
  OlderOutcomes: 2,
  OlderLines: 1,
  Timeline: ["2026-11-29 17:30:00 150dc535 stored", "2026-11-29 17:31:00 150dc535 asked (2 times)"],
};
const word = { InstanceId: "i-bp1web00000007f3", OperationId: op, State: "Waiting", ApprovedBy: ["lin"], Needs: 2 };

/** An answer of each kind: to what, with which status, and how its first line is told. */
export type Sample = {
  readonly to: Wish["to"];
  readonly status?: number;
  readonly body: object;
  readonly en: string;
  readonly zh: string;
};

const looks: readonly Sample[] = [
  {
    to: { verb: "status" },
    body: {
      ...{ Now: "2026-11-29T17:42:00.000Z", Mode: "act", Acts: { Operations: ["RebootInstance"] } },
      Policy: { Serial: 3, Hash: "ab12cd34ef56", By: "lin", Why: "nights only", AppliedAt: since },
      ...{ Pauses: [pause], Breaker: { Since: since, Events: 30 } },
      ...{ Open: { "Waiting for approval": 2, InDoubt: 1 }, Oldest: { InstanceId: "i-bp1web00000007f3", ...open } },
      LastEvent: { At: since, AgeSeconds: 720 },
      Warnings: ["reconcile has not run for 6 minutes."],
    },
    en: "**Mode act, 3 open, stopped, 2 need a person, 1 warning**",
    zh: "**模式 act，3 个未结束，已停止，2 个需要人处理，1 条警告**",
  },
  {
    to: { verb: "status" },
    body: { Now: "2026-11-29T17:42:00.000Z", Open: {}, Warnings: [] },
    en: "**The policy cannot be read: nothing is sent, nothing is open**",
    zh: "**无法读取策略：不会发送任何请求，没有未结束的操作**",
  },
  {
    to: { verb: "events pending" },
    body: {
      Listed: { ecs: since },
      Events: [
        {
          ...{ Product: "ecs", InstanceId: "i-bp1a", EventId: "e-bp1abc", Type: "SystemMaintenance.Redeploy" },
          ...{ Status: "Scheduled", NotBefore: later, Owner: { OperationId: op, State: "Waiting" } },
        },
        { Product: "ens", InstanceId: "i-5b", EventId: "e-2", Type: "SystemMaintenance.Reboot", Status: "Inquiring" },
      ],
      NextPage: "eyJmcm9tIjo2NH0",
    },
    en: "**2 events are pending, 1 in nobody's hands.**",
    zh: "**2 个待处理的事件，其中 1 个无人处理。**",
  },
  {
    to: { verb: "asks" },
    body: {
      Asks: [{ InstanceId: "i-bp1web00000007f3", ...open }],
      Set: "mfr1a2b3.0123456789ab",
      InSet: 1,
      IsWhole: true,
    },
    en: "**1 question is open.**",
    zh: "**1 个询问待决定。**",
  },
  {
    to: { verb: "operation" },
    body: { ...record, Outcomes: [] },
    en: `**i-bp1web00000007f3**: redeploy: waits for a person's yes (RuleAsks), since 01:30 (12 min ago), until 02:10 (in 28 min), asked by acs.ecs: SystemMaintenance.Redeploy, ${op}`,
    zh: `**i-bp1web00000007f3**：重新部署：等待人同意 (RuleAsks)，自 01:30 (12 分钟前)，至 02:10 (28 分钟后)，由 acs.ecs 提出：SystemMaintenance.Redeploy，${op}`,
  },
  {
    to: { verb: "instance" },
    body: { ...record, Waiting: [] },
    en: `**i-bp1web00000007f3**: restart: succeeded, ended 01:30 (12 min ago), asked by wei: it hangs, ${other}`,
    zh: `**i-bp1web00000007f3**：重启：成功，于 01:30 (12 分钟前) 结束，由 wei 提出：it hangs，${other}`,
  },
  {
    to: { verb: "policy show" },
    body: {
      Policy: { Serial: 3, Hash: "ab12cd34ef56", By: "lin", Why: "nights only", AppliedAt: since },
      Text: { mode: "act", rules: [{ name: "the databases" }, { name: "all others" }] },
    },
    en: "**Policy 3, applied 01:30 (12 min ago) by lin**",
    zh: "**策略 3，由 lin 于 01:30 (12 分钟前) 应用**",
  },
  {
    to: { chat: "whoami" },
    body: { Person: "dingtalk:ding0corp/0123", Name: "lin", Roles: ["approver", "operator"] },
    en: "**You are lin**",
    zh: "**您是 lin**",
  },
];

const decides: readonly Sample[] = [
  {
    to: { verb: "approve" },
    body: { Approved: [word], Closed: [] },
    en: "**i-bp1web00000007f3: waits**, yes of lin (1 of 2)",
    zh: "**i-bp1web00000007f3：等待中**，lin 已同意（1/2）",
  },
  {
    to: { verb: "deny" },
    body: { InstanceId: "i-bp1a", OperationId: op, State: "Cancelled" },
    en: "**i-bp1a: cancelled**",
    zh: "**i-bp1a：已取消**",
  },
  {
    to: { verb: "postpone" },
    body: { ...word, PostponedUntil: later },
    en: "**i-bp1web00000007f3: waits**, yes of lin (1 of 2), not before 02:10 (in 28 min)",
    zh: "**i-bp1web00000007f3：等待中**，lin 已同意（1/2），不早于 02:10 (28 分钟后)",
  },
  {
    to: { verb: "cancel" },
    body: { InstanceId: "i-bp1a", OperationId: op, State: "Cancelled" },
    en: "**i-bp1a: cancelled**",
    zh: "**i-bp1a：已取消**",
  },
  { to: { verb: "plan again" }, body: { OperationId: op, State: "Waiting" }, en: "**waits**", zh: "**等待中**" },
  { to: { verb: "resolve" }, body: { OperationId: op, State: "Succeeded" }, en: "**succeeded**", zh: "**成功**" },
  {
    to: { verb: "pause" },
    body: {
      ...{ Pause: pause, Pauses: [pause], LastSend: later },
      PastStopping: { InFlight: 1, Claimed: 1, Operations: [{ InstanceId: "i-bp1a", ...ended, State: "Accepted" }] },
      Warnings: [],
    },
    en: "**Paused**: zone cn-hangzhou-h, by lin since 01:30 (12 min ago), until somebody resumes it: the network is down (id 3f2a)",
    zh: "**已暂停**：zone cn-hangzhou-h，由 lin 于 01:30 (12 分钟前) 暂停，直到 有人恢复：the network is down（编号 3f2a）",
  },
  {
    to: { verb: "resume" },
    body: {
      Ended: [pause],
      Pauses: [],
      Starts: 1,
      StartsOf: ["i-bp1a: RedeployInstance"],
      StillStopped: 2,
      Warnings: [],
    },
    en: "**Resumed: 1 goes on within two minutes, as far as the policy lets it; 2 stay stopped.**",
    zh: "**已恢复：1 个将在两分钟内继续（以策略允许为限）；2 个仍然停止。**",
  },
];

const calls: readonly Sample[] = [
  {
    to: { operation: "RedeployInstance" },
    body: { TaskId: "t-bp1", OperationId: op, State: "Accepted" },
    en: "**taken by the cloud t-bp1**",
    zh: "**云平台已接受 t-bp1**",
  },
  {
    to: { operation: "ReplaceSystemDisk" },
    status: 202,
    body: { OperationId: op, State: "Waiting", For: "approval", Until: later, Cause: "RuleAsks", Behind: other },
    en: "**waits for a person's yes**",
    zh: "**等待人同意**",
  },
  {
    to: { operation: "RebootInstance" },
    status: 202,
    body: { OperationId: op, State: "InDoubt", Cause: "LeaseOver" },
    en: "**in doubt: not known whether the cloud took it**",
    zh: "**结果不确定：不知道云平台是否已接受**",
  },
];

const refusal = (status: number, Code: string, Message: string, en: string, zh: string): Sample => ({
  to: { verb: "approve" },
  ...{ status, body: { Code, Message }, en: `**${en}** (${Code})`, zh: `**${zh}** (${Code})` },
});

const refusals: readonly Sample[] = [
  refusal(409, "AskClosed", `${op}: it has ended Cancelled, by wei.`, "Not possible as it stands", "该询问已关闭"),
  refusal(403, "Forbidden.Role", "lin lacks the role approver.", "Not allowed", "您缺少所需的角色"),
  refusal(429, "Throttling.User", "The cloud throttled the call.", "Not now", "暂时不行"),
  refusal(418, "New", "Of a later release.", "Something of ours broke", "内部错误"),
];

export const samples: readonly Sample[] = [...looks, ...decides, ...calls, ...refusals];
