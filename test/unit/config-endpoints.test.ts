import { expect, test } from "vitest";
import { readReconcileConfig } from "../../shared/config.ts";

const settings = {
  FC_ACCOUNT_ID: "1000000000000001",
  FC_REGION: "cn-hangzhou",
  TABLESTORE_ENDPOINT: "https://ledger.cn-hangzhou.vpc.tablestore.aliyuncs.com",
  TABLESTORE_INSTANCE: "ledger",
  ECS_ENDPOINT: "https://ecs.cn-hangzhou.aliyuncs.com",
  ENS_ENDPOINT: "https://ens.aliyuncs.com",
  INVOKE_ENDPOINT: "https://1000000000000001.cn-hangzhou-internal.fc.aliyuncs.com",
  STACK: "ops",
  DATE_WINDOW_MINUTES: "15",
};
const load = (change: object) => readReconcileConfig({ ...settings, ...change });
const endpoints = ["TABLESTORE_ENDPOINT", "ECS_ENDPOINT", "ENS_ENDPOINT", "INVOKE_ENDPOINT"] as const;

test.each([
  ["without TLS", "http://ecs.aliyuncs.com"],
  ["with a name in front of another host", "https://ecs.aliyuncs.com@evil.example"],
  ["with a name and a password", "https://who:what@ecs.aliyuncs.com"],
  ["with a path", "https://ecs.aliyuncs.com/"],
  ["with a query", "https://evil.example?ecs.aliyuncs.com"],
  ["with a fragment", "https://evil.example#.aliyuncs.com"],
  ["in capitals", "https://ECS.aliyuncs.com"],
  ["with a line break", "https://ecs.aliyuncs.com\n"],
  ["of another scheme", "ftp://ecs.aliyuncs.com"],
  ["without a scheme", "ecs.aliyuncs.com"],
  ["on a machine that only looks like this one", "http://127.0.0.1.evil.example"],
])("an endpoint %s is refused, by each variable's name and without its value", (_, value) => {
  for (const name of endpoints) {
    expect(() => load({ [name]: value })).toThrow(
      `${name}: must be an https endpoint and nothing else, for example http`,
    );
    expect(() => load({ [name]: value })).not.toThrow("evil");
    expect(() => load({ [name]: value, ENDPOINTS_ARE_MINE: "1" })).toThrow(`${name}: must be an https endpoint`);
  }
});

test.each([
  "https://evil.example",
  "https://aliyuncs.com.evil.example",
  "https://evilaliyuncs.com",
  "https://10.0.0.1",
])("%s gets no credentials, unless a setting says that it may", (value) => {
  for (const name of endpoints) {
    expect(() => load({ [name]: value })).toThrow(
      `${name}: must be a host of .aliyuncs.com; ENDPOINTS_ARE_MINE=1 says`,
    );
    expect(() => load({ [name]: value, ENDPOINTS_ARE_MINE: "1" })).not.toThrow();
  }
});

test.each([
  "https://ecs.cn-beijing.aliyuncs.com",
  "https://ecs-cn-beijing.aliyuncs.com",
  "https://ecs-vpc.us-east-1.aliyuncs.com",
  "https://1000000000000001.cn-beijing-internal.fc.aliyuncs.com",
  "https://ledger.cn-hangzhou-finance.vpc.tablestore.aliyuncs.com",
])("%s is of another region than the function's, and refused", (value) => {
  for (const name of endpoints)
    expect(() => load({ [name]: value })).toThrow(`${name}: must be of the function's region, cn-hangzhou`);
});

test.each([
  {},
  { ECS_ENDPOINT: "https://ecs-cn-hangzhou.aliyuncs.com" },
  { ECS_ENDPOINT: "https://ecs.aliyuncs.com" },
  { ECS_ENDPOINT: "http://localhost:7071", ENS_ENDPOINT: "http://[::1]:1" },
  { TABLESTORE_INSTANCE: "us-east-1", TABLESTORE_ENDPOINT: "https://us-east-1.cn-hangzhou.ots.aliyuncs.com" },
  { TABLESTORE_INSTANCE: "hangzhou", TABLESTORE_ENDPOINT: "https://hangzhou.cn-hangzhou.ots.aliyuncs.com" },
])("%j is taken", (change) => {
  expect(() => load(change)).not.toThrow();
});

test("ENDPOINTS_ARE_MINE is said in one way only", () => {
  expect(() => load({ ENDPOINTS_ARE_MINE: "true" })).toThrow("ENDPOINTS_ARE_MINE: must be 0 or 1");
});
