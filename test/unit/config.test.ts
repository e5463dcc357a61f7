import { expect, test } from "vitest";
import { readChatopsConfig, readConsoleConfig, readEcsConfig, readReconcileConfig } from "../../shared/config.ts";
import { functionNameOf, taskIdOf } from "../../shared/function-name.ts";

const keys = '[{"id":"k1","secret":"0123456789abcdef0123456789abcdef"}]';
const environment = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "http://127.0.0.1:1",
  TABLESTORE_INSTANCE: "ledger",
  ECS_ENDPOINT: "http://127.0.0.1:1",
  ENS_ENDPOINT: "http://127.0.0.1:1",
  INVOKE_ENDPOINT: "http://127.0.0.1:1",
  STACK: "ops",
  DATE_WINDOW_MINUTES: "15",
};

test("reconcile and console take the date window that is set, and reconcile its stack's name", () => {
  expect(readReconcileConfig(environment)).toMatchObject({ stack: "ops", dateWindowMs: 900_000 });
  expect(readConsoleConfig({ ...environment, PRINCIPALS: "[]", FINGERPRINT_KEYS: keys })).toMatchObject({
    dateWindowMs: 900_000,
  });
});

test.each([
  "",
  "Ops",
  "o",
  "-ops",
  "ops-",
  "9ops",
  "o ps",
  "ops_1",
  "a".repeat(19),
  "ops-event",
  "ops-hook",
  "a-hook-b",
])("a stack named %j is refused at load, with the form that is allowed", (STACK) => {
  expect(() => readReconcileConfig({ ...environment, STACK })).toThrow(/STACK: must be .*for example redeploy-once/);
});

test("hooks are named by the stack, and stand in the service of FC 2.0 that is set; in none without it", () => {
  const console = { ...environment, PRINCIPALS: "[]", FINGERPRINT_KEYS: keys };
  for (const read of [() => readReconcileConfig(environment), () => readConsoleConfig(console)])
    expect(read().hookNames).toEqual({ stack: "ops", service: undefined });
  const set = { HOOKS_SERVICE: "put-back" };
  expect(readReconcileConfig({ ...environment, ...set }).hookNames.service).toBe("put-back");
  expect(readConsoleConfig({ ...console, ...set }).hookNames.service).toBe("put-back");
});

test.each(["", "a/b", "a.LATEST", "9ops", "*", "--"])(
  "a service of hooks named %j is refused at load",
  (HOOKS_SERVICE) => {
    expect(() => readReconcileConfig({ ...environment, HOOKS_SERVICE })).toThrow(/HOOKS_SERVICE: must be .*- for none/);
  },
);

test.each(["14", "1441", "Infinity", "", "soon", undefined])(
  "a date window of %j minutes is refused at load",
  (DATE_WINDOW_MINUTES) => {
    expect(() => readReconcileConfig({ ...environment, DATE_WINDOW_MINUTES })).toThrow("DATE_WINDOW_MINUTES: m");
  },
);

test("all that is missing is named at once", () => {
  const { ECS_ENDPOINT: _, TABLESTORE_INSTANCE: __, ...rest } = environment;
  const missing = /TABLESTORE_INSTANCE: must be set.*PRINCIPALS.*ECS_ENDPOINT: must be set/;
  expect(() => readEcsConfig(rest)).toThrow(missing);
});

test("functions and tasks carry the stack's name; a task's id has the form that FC takes", () => {
  expect(functionNameOf("ops", "redeploy-instance")).toBe("ops-redeploy-instance");
  expect(taskIdOf("ops", "d_1_2_3")).toBe("ops_d_1_2_3");
  expect(taskIdOf("redeploy-once", `c_1-6920_i-bp1.x y${"z".repeat(200)}`)).toMatch(/^[A-Za-z_][A-Za-z0-9_-]{127}$/);
});

const channel = {
  name: "oncall",
  url: "https://hooks.example.com/a",
  secret: `whsec_${btoa("0123456789abcdefghijklmnopqrstuv")}`,
};
const noticesOf = (...channels: readonly object[]) =>
  readReconcileConfig({ ...environment, NOTICES: JSON.stringify(channels) }).channels;

test("channels have an https address and a secret of their own; without the setting there is none", () => {
  expect(readReconcileConfig(environment).channels).toEqual([]);
  expect(noticesOf(channel)).toEqual([{ ...channel, perMinute: 20 }]);
});

test.each([
  [{ ...channel, url: "http://hooks.example.com/a" }, "must be an https address"],
  [{ ...channel, url: "https://me:secret@hooks.example.com/a" }, "without user and password"],
  [{ ...channel, name: "log" }, "may not be log"],
  [{ ...channel, name: "On Call" }, "must be 1 to 32"],
  [{ ...channel, secret: "whsec_short" }, "must be whsec_"],
  [{ ...channel, secret: `whsec_${btoa("a".repeat(32))}` }, "must be random"],
  [{ ...channel, perMinute: 0 }, "may not be under 1"],
  [{ ...channel, color: "red" }, "NOTICES"],
])("a channel %j is refused at load, without its secret", (bad, message) => {
  expect(() => noticesOf(bad)).toThrow(message);
  expect(() => noticesOf(bad)).not.toThrow(bad.secret);
});

const group = {
  ...{ name: "group", kind: "dingtalk", url: "https://oapi.dingtalk.com/robot/send?access_token=0a1b" },
  secret: `SEC${"0123456789abcdef".repeat(4)}`,
};

test("a group's robot on DingTalk is a channel, in Chinese, with some messages a minute left for others", () => {
  expect(noticesOf(group)).toEqual([{ ...group, language: "zh", perMinute: 15 }]);
});

test.each([
  [{ ...group, url: "https://example.com/robot/send?access_token=0a1b" }, "must be the address of a robot"],
  [{ ...group, url: "https://oapi.dingtalk.com/robot/send" }, "must be the address of a robot"],
  [{ ...group, url: "http://oapi.dingtalk.com/robot/send?access_token=0a1b" }, "must be the address of a robot"],
  [{ ...group, secret: channel.secret }, "must be SEC"],
  [{ ...group, secret: `SEC${"a".repeat(64)}` }, "must be random"],
  [{ ...group, perMinute: 21 }, "may not be over 20"],
  [{ ...group, name: "dingtalk" }, "may not be dingtalk"],
  [{ ...group, kind: "feishu" }, "must be dingtalk"],
])("a robot %j is refused at load, without its secret", (bad, message) => {
  expect(() => noticesOf(bad)).toThrow(message);
  expect(() => noticesOf(bad)).not.toThrow(bad.secret);
});

const bot = { corp: "ding0corp", robot: "ding0robot", appKey: "ding0app", secrets: ["0123456789abcdefghij"] };
const botOf = (DINGTALK: string) => readChatopsConfig({ ...environment, DINGTALK }).dingtalk;

test("without a bot nobody is heard; one goes by the platform's own addresses", () => {
  expect(botOf("-")).toBeUndefined();
  const usual = { route: "redeploy-once", api: "https://api.dingtalk.com", oapi: "https://oapi.dingtalk.com" };
  expect(botOf(JSON.stringify(bot))).toEqual({ ...bot, ...usual });
});

test.each([
  [{ ...bot, secrets: [] }, "needs at least one secret"],
  [{ ...bot, secrets: [""] }, "must have 16 characters"],
  [{ ...bot, secrets: ["aaaaaaaaaaaaaaaaaaaa"] }, "must be random"],
  [{ ...bot, cardSecrets: ["short"] }, "must have 16 characters"],
  [{ ...bot, corp: "ding/corp" }, "must be 1 to 64"],
  [{ ...bot, api: "http://api.dingtalk.com" }, "must be an https origin"],
  [{ ...bot, oapi: "https://oapi.dingtalk.com/robot" }, "must be an https origin"],
  [{ ...bot, color: "red" }, "DINGTALK"],
])("a bot %j is refused at load, without a secret", (bad, message) => {
  expect(() => botOf(JSON.stringify(bad))).toThrow(message);
  expect(() => botOf(JSON.stringify(bad))).not.toThrow("0123456789abcdefghij");
});

test("two channels of one name are refused", () => {
  expect(() => noticesOf(channel, channel)).toThrow("two channels are called oncall");
});
