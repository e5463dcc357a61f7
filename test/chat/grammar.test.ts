import { expect, test } from "vitest";
import { parse } from "../../shared/chat/grammar/parse.ts";

const op = "150dc535e4af49dc8c1d3f6b5a2e7f90";
const wishOf = (text: string) => {
  const parsed = parse(text);
  return parsed.kind === "wish" ? parsed.wish : parsed.text;
};
const answerTo = (text: string) => {
  const parsed = parse(text);
  return parsed.kind === "answer" ? parsed.text : `a wish: ${JSON.stringify(parsed.wish)}`;
};

type Said = readonly [text: string, verb: string, to: object, rest?: object];

const english: readonly Said[] = [
  ["status", "status", { verb: "status" }],
  [" Status ", "status", { verb: "status" }],
  ["@ops-bot /ops status", "status", { verb: "status" }],
  ["OPS events", "events", { verb: "events pending" }],
  [
    "events pending --page eyJmcm9tIjo2NH0",
    "events",
    { verb: "events pending" },
    { args: { Page: "eyJmcm9tIjo2NH0" } },
  ],
  ["asks", "asks", { verb: "asks" }],
  ["whoami", "whoami", { chat: "whoami" }],
  ["policy show", "policy show", { verb: "policy show" }],
  ["policy 3", "policy show", { verb: "policy show" }, { args: { Serial: 3 } }],
  [`operation ${op}`, "operation", { verb: "operation" }, { args: { OperationId: op } }],
  [
    `operation ${op} --instance web-7`,
    "operation",
    { verb: "operation" },
    { args: { OperationId: op }, machine: { by: "name", value: "web-7" } },
  ],
  ["instance i-bp1a", "instance", { verb: "instance" }, { machine: { by: "id", value: "i-bp1a" } }],
  ["instance 10.0.0.7", "instance", { verb: "instance" }, { machine: { by: "address", value: "10.0.0.7" } }],
  ["instance fe80::1", "instance", { verb: "instance" }, { machine: { by: "address", value: "fe80::1" } }],
  ['instance name:"web 7"', "instance", { verb: "instance" }, { machine: { by: "name", value: "web 7" } }],
  ["instance name:i-7", "instance", { verb: "instance" }, { machine: { by: "name", value: "i-7" } }],
  [
    'redeploy web-7 --reason "its host fails" --again',
    "redeploy",
    { operation: "RedeployInstance" },
    { args: { Reason: "its host fails" }, machine: { by: "name", value: "web-7" }, again: true },
  ],
  [
    "reboot i-bp1a --force --region cn-hangzhou --reason='it hangs'",
    "reboot",
    { operation: "RebootInstance" },
    {
      args: { ForceStop: true, RegionId: "cn-hangzhou", Reason: "it hangs" },
      machine: { by: "id", value: "i-bp1a" },
    },
  ],
  [
    'replace-system-disk i-bp1a0001 --image m-1 --confirm 0001 --stop-and-start --key-pair ops reason="a broken disk"',
    "replace-system-disk",
    { operation: "ReplaceSystemDisk" },
    {
      args: { ImageId: "m-1", StopAndStart: true, KeyPairName: "ops", Reason: "a broken disk" },
      machine: { by: "id", value: "i-bp1a0001" },
    },
  ],
  [
    `approve ${op} 7K2QWX9M --reason “the host fails”`,
    "approve",
    { verb: "approve" },
    { args: { OperationId: op, Reason: "the host fails" }, code: "7K2QWX9M" },
  ],
  [
    `deny ${op} --ask 1-9f3a77c2b1d0 —reason "the vendor's turn" --machine web-7`,
    "deny",
    { verb: "deny" },
    {
      args: { OperationId: op, Ask: "1-9f3a77c2b1d0", Reason: "the vendor's turn" },
      machine: { by: "name", value: "web-7" },
    },
  ],
  [
    'pause --tag role=db --for 2h --why "the network is down"',
    "pause",
    { verb: "pause" },
    { args: { Tag: "role=db", For: "2h", Why: "the network is down" } },
  ],
  [
    'resume --breaker --reason "it is over"',
    "resume",
    { verb: "resume" },
    { args: { Breaker: true, Why: "it is over" } },
  ],
];

const chinese: readonly Said[] = [
  ["状况", "状态", { verb: "status" }],
  ["@运维机器人 维护", "事件", { verb: "events pending" }],
  ["我是谁", "我是谁", { chat: "whoami" }],
  ["查看策略 ３", "查看策略", { verb: "policy show" }, { args: { Serial: 3 } }],
  [
    "重启　ｗｅｂ－７　－－原因　“中午起没有响应”",
    "重启",
    { operation: "RebootInstance" },
    { args: { Reason: "中午起没有响应" }, machine: { by: "name", value: "web-7" } },
  ],
  [
    '迁移 名称:"网关 7" --强制 --reason "宿主机正在故障"',
    "重新部署",
    { operation: "RedeployInstance" },
    { args: { ForceStop: true, Reason: "宿主机正在故障" }, machine: { by: "name", value: "网关 7" } },
  ],
  [
    "换盘 i-bp1a0001 --镜像 m-1 --确认 0001 原因=「系统盘已损坏」",
    "更换系统盘",
    { operation: "ReplaceSystemDisk" },
    { args: { ImageId: "m-1", Reason: "系统盘已损坏" }, machine: { by: "id", value: "i-bp1a0001" } },
  ],
  [
    `同意 ${op} 7k2qwx9m --原因 “宿主机正在故障”`,
    "批准",
    { verb: "approve" },
    { args: { OperationId: op, Reason: "宿主机正在故障" }, code: "7k2qwx9m" },
  ],
  [
    `判定 ${op} web-7 --判定 未发生 --查看时间 2026-11-21T04:05:06Z --原因 "一直没有重启"`,
    "判定",
    { verb: "resolve" },
    {
      args: { OperationId: op, Verdict: "did-not-happen", LookedAt: "2026-11-21T04:05:06Z", Reason: "一直没有重启" },
      machine: { by: "name", value: "web-7" },
    },
  ],
  [
    "暂停自动化 --可用区 cn-hangzhou-h --时长 2h --理由 网络正在故障",
    "暂停",
    { verb: "pause" },
    { args: { Zone: "cn-hangzhou-h", For: "2h", Why: "网络正在故障" } },
  ],
  [
    'reboot web-7 --reason "网络正在故障"',
    "重启",
    { operation: "RebootInstance" },
    { args: { Reason: "网络正在故障" }, machine: { by: "name", value: "web-7" } },
  ],
];

/** With what is left out of a row. */
const whole = ([text, verb, to, rest = {}]: Said) => [text, verb, to, rest] as const;

test.each(english.map(whole))("in English: %s", (text, verb, to, rest) => {
  expect(wishOf(text)).toEqual({ verb, language: "en", to, args: {}, again: false, ...rest });
});

test.each(chinese.map(whole))("in Chinese: %s", (text, verb, to, rest) => {
  expect(wishOf(text)).toEqual({ verb, language: "zh", to, args: {}, again: false, ...rest });
});

/** What is refused, and with which words. All of it says that nothing was changed. */
const refused: readonly (readonly [text: string, words: string])[] = [
  ["appove x", "There is no verb appove. Did you mean approve?"],
  ["restore all", "There is no verb restore. Did you mean restart?"],
  ['"status"', "There is no verb status."],
  ["status --json", "status takes no option json."],
  ["status now", "status does not take now."],
  ["reboot web-7", 'reboot needs --reason "WHY": text of 5 to 512 characters, in quotes.'],
  ["reboot web-7 --reason", 'reboot needs --reason "WHY"'],
  ["reboot web-7 --reason --force", 'reboot needs --reason "WHY"'],
  ["reboot web-7 --reason asap", '--reason "WHY" cannot be asap.'],
  ['reboot web-7 --reason "  a   "', '--reason "WHY" cannot be a.'],
  ['reboot web-7 --reason ""', '--reason "WHY" cannot be empty.'],
  ['reboot --reason "it hangs"', "reboot needs MACHINE: an id such as i-bp1azkttqpldxgted001"],
  ['reboot web-7 web-8 --reason "it hangs"', "reboot does not take web-8."],
  ["reboot web-7 --reason it hangs since noon", "reboot does not take hangs."],
  ['reboot web-7 --frce --reason "it hangs"', "reboot takes no option frce. Did you mean --force?"],
  ['reboot web-7 -force --reason "it hangs"', "reboot takes no option force."],
  ['reboot web-7 --force=yes --reason "it hangs"', "--force cannot be yes. Allowed: no value."],
  ['reboot web-7 --force --force --reason "it hangs"', "--force stands twice; once is allowed."],
  ['reboot web-7 --reason "it hangs" --reason "it is slow"', '--reason "WHY" stands twice'],
  ['reboot web-7 zone=h --reason "it hangs"', "reboot takes no option zone."],
  ['reboot i-bp1_a --reason "it hangs"', "MACHINE cannot be i-bp1＿a."],
  ['reboot 10.0.0 --reason "it hangs"', "MACHINE cannot be 10.0.0."],
  [`reboot a${op.slice(1)} --reason "it hangs"`, `MACHINE cannot be a${op.slice(1)}.`],
  ['reboot "web 7" --reason "it hangs"', "MACHINE cannot be web 7."],
  ['reboot web-7 --reason "it hangs', "A quote is not closed"],
  ['reboot web-7 --reason "it "hangs" now"', "A quote is not closed"],
  ["reboot web-7 --reason it hangs\ncancel 1", "The message has 2 lines; one line with one command is allowed."],
  [`operation ${op.toUpperCase()}`, `OPERATION cannot be ${op.toUpperCase()}. Allowed: 32 hex digits`],
  [`approve ${op} --reason "it is right"`, "Which question you say yes to is missing: --ask QUESTION"],
  [`approve ${op} 12345 --reason "it is right"`, "CODE cannot be 12345. Allowed: the 8 characters"],
  [`deny ${op} --reason "it is wrong"`, "deny needs --ask QUESTION"],
  [`postpone ${op} --until tomorrow --reason "after noon"`, "--until TIME cannot be tomorrow."],
  ["replace-system-disk web-7 --image m-1 --confirm eb-7 --reason broken", "I-ID cannot be web-7."],
  ["replace-system-disk i-bp1a0001 --image m-1 --confirm 0002 --reason broken", "--confirm is not the last four"],
  ["replace-system-disk i-bp1a0001 --image m-1 --reason broken", "replace-system-disk needs --confirm LAST4"],
  ["x".repeat(2_001), "The message has 2001 characters; 2000 are allowed."],
  ["ﷺ".repeat(200), "The message has 3600 characters; 2000 are allowed."],
  ["重启i-bp1a", "没有命令 重启i-bp1a。您是不是要说 重启？"],
  ["重启 web-7 --原因 故障", '--原因 "原因" 不能是 故障。允许：至少 5 个字母或 3 个汉字'],
  ["重启 web-7 --强行", "重启 没有选项 强行。"],
  ["批准 1", "批准 需要"],
];

test.each(refused)("%s is refused in words that say what is wrong", (text, words) => {
  const answer = answerTo(text);
  expect(answer).toContain(words);
  expect(answer).toMatch(/Nothing was changed\. |没有做任何改动。/);
});

const hidden = [
  ["a blank of no width", "\u200b", "U+200B"],
  ["a joiner", "\u200d", "U+200D"],
  ["a turn of direction", "\u202e", "U+202E"],
  ["an isolate", "\u2066", "U+2066"],
  ["a soft hyphen", "\u00ad", "U+00AD"],
  ["a mark of byte order", "\ufeff", "U+FEFF"],
  ["a control", "\u0007", "U+0007"],
  ["a null", "\u0000", "U+0000"],
  ["a filler", "\u3164", "U+1160"],
  ["a tag", "\u{e0041}", "U+E0041"],
  ["half a character", "\ud800", "U+D800"],
] as const;

test.each(hidden)("%s within an id is told, and never taken away", (_, character, code) => {
  const answer = answerTo(`reboot i-bp${character}1a --reason "it hangs"`);
  expect(answer).toContain(`a character that nobody sees (${code}, at place `);
  expect(answerTo(`${character}${character}status`)).toContain(code);
});

test("a mark of byte order before all is no part of what is said", () => {
  expect(wishOf("\ufeffstatus\r\n")).toMatchObject({ to: { verb: "status" } });
});

const secret = "Hunter-2222";
const burnt = [
  `replace-system-disk i-bp1a0001 --image m-1 --password ${secret} --reason "it is broken"`,
  `reboot web-7 Password=${secret}`,
  `Password: ${secret}`,
  `{"password" : "${secret}"}`,
  `--root-passwd=${secret}`,
  `—pwd ${secret}`,
  `ｐａｓｓｗｏｒｄ＝${secret}`,
  `pass\u200bword=${secret}`,
  `line one\npassword=${secret}`,
  `${"x".repeat(3_000)} password=${secret}`,
];

test.each(burnt)("a message with a password is burnt, whatever else is wrong with it: %s", (text) => {
  const answer = answerTo(text);
  expect(answer).toContain("This message is burnt");
  expect(answer).toContain("Change that password now");
  expect(answer).not.toContain(secret);
});

test("the same in Chinese", () => {
  expect(answerTo(`换盘 i-bp1a0001 密码 ${secret}`)).toBe(
    "聊天中不能出现密码。这条消息已经泄露：其他人可以看到，而且会一直保留。没有做任何改动。请立即修改该密码并删除这条消息。请使用密钥对登录，或通过签名调用设置密码。",
  );
});
