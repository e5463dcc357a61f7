import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { deployerPolicy } from "../../shared/install/deployer.ts";
import { allows } from "../cloud/core/principals.ts";
import { productYaml } from "../deploy.ts";
import { root } from "../local.ts";
import { installed } from "./settings.ts";

const text = readFileSync(path.join(root, "shared/install/deployer-policy.json"), "utf8");
const { Statement: statements } = JSON.parse(text);
const toFc = { "acs:Service": "fc.aliyuncs.com" };
const may = (action: string, resource: string, circumstances = {}) =>
  allows({ statements }, action, resource, circumstances);

test("the policy is what s.yaml says, and RAM takes it: 6,144 characters without blanks", () => {
  expect(deployerPolicy(productYaml())).toBe(text);
  expect(JSON.stringify(JSON.parse(text)).length).toBeLessThanOrEqual(6_144);
});

test("whoever installs may make each function with its role, and no function or role of another name", () => {
  for (const { functionName, role } of installed().functions.values()) {
    expect(may("fc:CreateFunction", `acs:fc:cn-hangzhou:1:functions/${functionName}`)).toBe(true);
    expect(may("ram:PassRole", role, toFc)).toBe(true);
    expect(may("ram:PassRole", role), "to another service").toBe(false);
    expect(may("ram:CreateRole", role)).toBe(true);
  }
  expect(may("fc:UpdateFunction", "acs:fc:cn-hangzhou:1:functions/console")).toBe(false);
  expect(may("ram:PassRole", "acs:ram::1:role/billing", toFc)).toBe(false);
  expect(may("ram:CreateRole", "acs:ram::1:role/redeploy-once-acts-ens")).toBe(true);
});

test("for each product of which the stack makes something there are rights", () => {
  const stack = JSON.parse(readFileSync(path.join(root, "shared/install/stack.json"), "utf8"));
  const types = Object.values<{ Type: string }>(stack.Resources).map(({ Type }) => Type.split("::")[1] ?? "");
  const actions: readonly string[] = statements.flatMap(({ Action }: { Action: string[] }) => Action);
  const names: Readonly<Record<string, string>> = { SLS: "log" };
  const without = [...new Set(types)].filter(
    (product) => !actions.some((action) => action.startsWith(`${names[product] ?? product.toLowerCase()}:`)),
  );
  expect(without).toEqual([]);
});
