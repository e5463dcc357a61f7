import { expect, test } from "vitest";
import { createAccountBench, role, templateOf } from "./account-bench.ts";

const statements = [{ Effect: "Allow", Action: ["ots:GetRow"], Resource: ["acs:ots:*:*:instance/*"] }];

test("a role that a stack has made is read with its trust, and the documents of its policies", async () => {
  const { call, make } = await createAccountBench();
  await make(templateOf({ A: role("Stack-a", statements) }));
  const { Role } = await call("ram", "GetRole", { RoleName: "Stack-a" });
  expect(Role).toMatchObject({
    RoleName: "Stack-a",
    Arn: "acs:ram::1000000000000001:role/stack-a",
    MaxSessionDuration: 3_600,
  });
  expect(JSON.parse(Role.AssumeRolePolicyDocument)).toMatchObject({
    Statement: [{ Effect: "Allow", Principal: { Service: ["fc.aliyuncs.com"] } }],
  });
  const { Policies } = await call("ram", "ListPoliciesForRole", { RoleName: "Stack-a" });
  expect(Policies.Policy).toMatchObject([{ PolicyName: "Stack-a", PolicyType: "Custom", DefaultVersion: "v1" }]);
  const policy = { PolicyName: "Stack-a", PolicyType: "Custom" };
  const { PolicyVersion } = await call("ram", "GetPolicyVersion", { ...policy, VersionId: "v1" });
  expect(JSON.parse(PolicyVersion.PolicyDocument)).toEqual({ Version: "1", Statement: statements });
  const { DefaultPolicyVersion } = await call("ram", "GetPolicy", policy);
  expect(DefaultPolicyVersion).toEqual(PolicyVersion);
});

test("roles are listed page by page", async () => {
  const { call, make } = await createAccountBench();
  await make(templateOf({ A: role("a"), B: role("b"), C: role("c") }));
  const names = (answer: { Roles: { Role: { RoleName: string }[] } }) =>
    answer.Roles.Role.map(({ RoleName }) => RoleName);
  const first = await call("ram", "ListRoles", { MaxItems: 2 });
  expect([names(first), first.IsTruncated]).toEqual([["a", "b"], true]);
  const second = await call("ram", "ListRoles", { MaxItems: 2, Marker: first.Marker });
  expect([names(second), second.IsTruncated]).toEqual([["c"], false]);
});

test.each([
  ["GetRole", { RoleName: "nobody" }, 404, "EntityNotExist.Role"],
  ["ListPoliciesForRole", { RoleName: "nobody" }, 404, "EntityNotExist.Role"],
  ["GetPolicy", { PolicyName: "none", PolicyType: "Custom" }, 404, "EntityNotExist.Policy"],
  [
    "GetPolicyVersion",
    { PolicyName: "a", PolicyType: "Custom", VersionId: "v2" },
    404,
    "EntityNotExist.Policy.Version",
  ],
  ["GetRole", {}, 400, "MissingParameter"],
  ["DeleteRole", { RoleName: "a" }, 404, "InvalidAction.NotFound"],
])("%s of %j is %d %s", async (action, query, statusCode, code) => {
  const { call, make } = await createAccountBench();
  await make(templateOf({ A: role("a", statements) }));
  await expect(call("ram", action, query)).rejects.toMatchObject({ statusCode, code });
});

test("a reader needs the right; who it is, anybody is told", async () => {
  const { as, call, make } = await createAccountBench();
  await make(templateOf({ A: role("a") }));
  const reader = await as({ Effect: "Allow", Action: "ram:GetRole", Resource: "acs:ram:*:1000000000000001:role/a" });
  expect((await reader.call("ram", "GetRole", { RoleName: "a" })).Role.RoleName).toBe("a");
  await expect(reader.call("ram", "GetRole", { RoleName: "b" })).rejects.toMatchObject({
    statusCode: 403,
    code: "NoPermission",
  });
  const who = (calls: { call: typeof call }) => calls.call("sts", "GetCallerIdentity", {});
  expect(await who({ call })).toMatchObject({
    AccountId: "1000000000000001",
    IdentityType: "Account",
    Arn: "acs:ram::1000000000000001:root",
  });
  expect(await who(reader)).toMatchObject({
    AccountId: "1000000000000001",
    IdentityType: "RAMUser",
    Arn: "acs:ram::1000000000000001:user/deployer",
  });
});

test("a role, or an identity, is not told under a fault", async () => {
  const { call, hand, make } = await createAccountBench();
  await make(templateOf({ A: role("a") }));
  await hand.fault({ product: "ram", action: "GetRole", effect: "throttle", target: "a" });
  await hand.fault({
    product: "sts",
    action: "GetCallerIdentity",
    effect: "error",
    status: 403,
    code: "InvalidSecurityToken.Expired",
  });
  await expect(call("ram", "GetRole", { RoleName: "a" })).rejects.toMatchObject({ code: "Throttling.User" });
  await expect(call("sts", "GetCallerIdentity", {})).rejects.toMatchObject({ code: "InvalidSecurityToken.Expired" });
});
