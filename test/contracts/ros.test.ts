import { describe, expect, test } from "vitest";
import { createAccountBench, ledger, queue, role, templateOf } from "./account-bench.ts";

const statement = (Action: string, Resource: string) => ({ Effect: "Allow", Action: [Action], Resource: [Resource] });

/** Everything that an installation has: roles, ledger, logs, queue, alarms, a rule. */
const whole = templateOf(
  {
    Role: role({ "Fn::Sub": `\${Stack}-\${ALIYUN::Region}-f` }, [
      statement("mns:SendMessage", "acs:mns:cn-hangzhou:1000000000000001:/queues/bench-dead/messages"),
    ]),
    Ledger: ledger("bench-ledger"),
    Logs: { Type: "ALIYUN::SLS::Project", Properties: { Name: "bench-logs" } },
    Store: {
      Type: "ALIYUN::SLS::Logstore",
      Properties: {
        ProjectName: { "Fn::GetAtt": ["Logs", "Name"] },
        LogstoreName: "functions",
        TTL: 90,
        ShardCount: 1,
      },
    },
    Index: {
      Type: "ALIYUN::SLS::Index",
      DependsOn: "Store",
      Properties: { ProjectName: "bench-logs", LogstoreName: "functions", FullTextIndex: { Enable: true } },
    },
    Dead: queue({ "Fn::Join": ["-", [{ Ref: "Stack" }, "dead"]] }, { MessageRetentionPeriod: 604_800 }),
    People: {
      Type: "ALIYUN::CMS::ContactGroup",
      Condition: "MakesGroup",
      Properties: { ContactGroupName: "oncall", ContactNames: [], Describe: "who is called" },
    },
    Alarm: {
      Type: "ALIYUN::CMS::ResourceMetricRule",
      Properties: {
        RuleName: "bench-errors",
        Namespace: "acs_fc",
        MetricName: "FunctionFunctionErrors",
        Resources: [{ functionName: "f" }],
        ContactGroups: [{ "Fn::If": ["MakesGroup", { Ref: "People" }, "default"] }],
        Escalations: {
          Critical: { ComparisonOperator: "GreaterThanThreshold", Statistics: "Average", Threshold: "0", Times: 1 },
        },
      },
    },
    Rule: {
      Type: "ALIYUN::EventBridge::Rule",
      Properties: {
        EventBusName: "default",
        RuleName: "bench",
        FilterPattern: { source: ["acs.ecs"] },
        Status: "DISABLE",
        Targets: [
          {
            Id: "f",
            Type: "acs.fc.function",
            Endpoint: "acs:fc:cn-hangzhou:1000000000000001:functions/f",
            ParamList: [{ ResourceKey: "Body", Form: "ORIGINAL", Value: "" }],
            DeadLetterQueue: { Arn: { "Fn::GetAtt": ["Dead", "ARN.WithSlash"] } },
          },
        ],
      },
    },
  },
  {
    Parameters: { Stack: { Type: "String", Default: "bench" }, Groups: { Type: "Boolean", Default: false } },
    Conditions: { MakesGroup: { "Fn::Equals": [{ Ref: "Groups" }, true] } },
    Outputs: {
      Role: { Value: { "Fn::GetAtt": ["Role", "Arn"] } },
      Queue: { Value: { "Fn::Sub": [`\${Dead.ARN.WithSlash}/\${What}`, { What: "messages" }] } },
      Group: { Condition: "MakesGroup", Value: { Ref: "People" } },
    },
  },
);

describe("a stack", () => {
  test("is in progress when it is first looked at, and then all of it is there", async () => {
    const { account, create, get, ros } = await createAccountBench();
    const StackId = await create(whole, {
      "Parameters.1.ParameterKey": "Groups",
      "Parameters.1.ParameterValue": "true",
    });
    expect(await get(StackId)).toMatchObject({ Status: "CREATE_IN_PROGRESS", StackName: "bench", Outputs: [] });
    const stack = await get(StackId);
    expect(stack).toMatchObject({ Status: "CREATE_COMPLETE", DeletionProtection: "Disabled" });
    expect(
      Object.fromEntries(
        stack.Outputs.map((output: Record<string, string>) => [output["OutputKey"], output["OutputValue"]]),
      ),
    ).toEqual({
      Role: "acs:ram::1000000000000001:role/bench-cn-hangzhou-f",
      Queue: "acs:mns:cn-hangzhou:1000000000000001:/queues/bench-dead/messages",
      Group: "oncall",
    });
    expect(await account()).toMatchObject({
      stacks: { bench: "CREATE_COMPLETE" },
      roles: ["bench-cn-hangzhou-f"],
      tablestoreInstances: ["bench-ledger"],
      queues: { "bench-dead": 0 },
      others: [
        "ALIYUN::CMS::ContactGroup/oncall",
        "ALIYUN::CMS::ResourceMetricRule/bench-errors",
        "ALIYUN::EventBridge::Rule/default/bench",
      ],
    });
    const { Resources } = await ros("ListStackResources", { StackId });
    expect(Resources).toHaveLength(9);
    const one = { StackId, LogicalResourceId: "Role", ShowResourceAttributes: true };
    expect(await ros("GetStackResource", one)).toMatchObject({
      PhysicalResourceId: "bench-cn-hangzhou-f",
      Status: "CREATE_COMPLETE",
      ResourceAttributes: expect.arrayContaining([
        { ResourceAttributeName: "Arn", ResourceAttributeValue: "acs:ram::1000000000000001:role/bench-cn-hangzhou-f" },
      ]),
    });
    expect((await ros("ListStackEvents", { StackId, PageSize: 50 })).Events).toHaveLength(9);
  });

  test("that nobody looks at is made in a minute; a reset does not stop it", async () => {
    const { account, create, hand } = await createAccountBench();
    await create(templateOf({ A: role("a") }));
    await hand.advance(59_000);
    expect((await account()).roles).toEqual([]);
    await hand.advance(1_000);
    expect((await account()).roles).toEqual(["a"]);
    await create(templateOf({ B: role("b") }), { StackName: "other" });
    await hand.reset();
    expect(await account()).toMatchObject({ roles: ["a", "b"], stacks: { other: "CREATE_COMPLETE" } });
  });

  test("is made in the order of its references, whatever the order in the template", async () => {
    const { make, ros } = await createAccountBench();
    const { StackId } = await make(
      templateOf({
        Third: queue({ "Fn::GetAtt": ["Second", "QueueName"] }, { MessageRetentionPeriod: 60 }),
        Second: { ...queue("q", { MessageRetentionPeriod: 60 }), DependsOn: ["First"] },
        First: role("a"),
      }),
    );
    const { Resources } = await ros("ListStackResources", { StackId });
    expect(Resources.map((resource: Record<string, string>) => resource["LogicalResourceId"])).toEqual([
      "First",
      "Second",
      "Third",
    ]);
  });

  test("flipped, takes six looks, with a part of it at each", async () => {
    const { create, get, account } = await createAccountBench({ flips: ["ros.pace"] });
    const StackId = await create(templateOf({ A: role("a"), B: role("b"), C: role("c") }));
    const seen: number[] = [];
    while ((await get(StackId)).Status === "CREATE_IN_PROGRESS") seen.push((await account()).roles.length);
    expect(seen).toEqual([1, 2, 3, 3, 3, 3]);
  });

  test("is found by its name, and by its status when it is deleted", async () => {
    const { make, ros, settle } = await createAccountBench();
    const { StackId } = await make(templateOf({ A: role("a") }), { "Tags.1.Key": "by", "Tags.1.Value": "us" });
    await make(templateOf({}), { StackName: "other" });
    const found = async (query: object) =>
      (await ros("ListStacks", query)).Stacks.map((stack: Record<string, string>) => stack["StackName"]);
    expect(await found({ "StackName.1": "bench" })).toEqual(["bench"]);
    expect(await found({ "Tag.1.Key": "by" })).toEqual(["bench"]);
    await ros("DeleteStack", { StackId });
    expect(await settle(StackId)).toMatchObject({ Status: "DELETE_COMPLETE" });
    expect(await found({ "StackName.1": "bench" })).toEqual([]);
    expect(await found({ "Status.1": "DELETE_COMPLETE" })).toEqual(["bench"]);
  });
});

describe("an update", () => {
  test("adds, changes and removes by logical ids, and leaves the rest", async () => {
    const { account, cloud, make, ros, settle } = await createAccountBench();
    const { StackId } = await make(templateOf({ A: role("a"), Q: queue("q"), R: queue("r") }));
    const next = templateOf({ A: role("a", [statement("ecs:*", "*")]), B: role("b"), Q: queue("q") });
    await ros("UpdateStack", { StackId }, next);
    expect(await settle(StackId)).toMatchObject({ Status: "UPDATE_COMPLETE" });
    expect(await account()).toMatchObject({ roles: ["a", "b"], queues: { q: 0 } });
    const { Resources } = await ros("ListStackResources", { StackId });
    expect(Resources.map((resource: Record<string, string>) => resource["Status"]).sort()).toEqual([
      "CREATE_COMPLETE",
      "CREATE_COMPLETE",
      "UPDATE_COMPLETE",
    ]);
    expect(
      cloud.calls
        .since(0)
        .filter(({ effect }) => effect)
        .map(({ action }) => action),
    ).toEqual(["CreateStack", "UpdateStack"]);
  });

  test("that changes nothing, or comes while another is under way, is refused", async () => {
    const { create, make, ros, settle } = await createAccountBench();
    const template = templateOf({ A: role("a") });
    const { StackId } = await make(template);
    await expect(ros("UpdateStack", { StackId }, template)).rejects.toMatchObject({
      statusCode: 400,
      code: "NotSupported",
      message: expect.stringContaining("Update the completely same stack"),
    });
    await ros("UpdateStack", { StackId }, templateOf({ A: role("a"), B: role("b") }));
    const busy = { statusCode: 409, code: "ActionInProgress" };
    await expect(ros("UpdateStack", { StackId }, template)).rejects.toMatchObject(busy);
    await expect(ros("DeleteStack", { StackId })).rejects.toMatchObject(busy);
    await expect(create(template)).rejects.toMatchObject({ statusCode: 409, code: "StackExists" });
    await settle(StackId);
  });

  test("of what cannot change is taken back as a whole", async () => {
    const { account, make, ros, settle, get } = await createAccountBench();
    const { StackId } = await make(templateOf({ A: role("a"), L: ledger("bench-ledger") }));
    const changed = ledger("bench-ledger", { ClusterType: "SSD" });
    await ros(
      "UpdateStack",
      { StackId },
      templateOf({ A: role("a", [statement("ecs:*", "*")]), B: role("b"), L: changed }),
    );
    expect((await get(StackId)).Status).toBe("UPDATE_IN_PROGRESS");
    expect(await get(StackId)).toMatchObject({
      Status: "ROLLBACK_IN_PROGRESS",
      StatusReason: expect.stringContaining("resources.L: Property ClusterType can not be updated"),
    });
    expect(await settle(StackId)).toMatchObject({ Status: "ROLLBACK_COMPLETE" });
    expect((await account()).roles).toEqual(["a"]);
    expect(JSON.parse((await ros("GetTemplate", { StackId })).TemplateBody)).toEqual(
      templateOf({ A: role("a"), L: ledger("bench-ledger") }),
    );
    await ros("UpdateStack", { StackId }, templateOf({ A: role("a"), C: role("c"), L: ledger("bench-ledger") }));
    expect(await settle(StackId)).toMatchObject({ Status: "UPDATE_COMPLETE" });
  });

  test("is told beforehand, and nothing is changed by that", async () => {
    const { account, make, ros } = await createAccountBench();
    const { StackId } = await make(templateOf({ A: role("a"), Q: queue("q") }));
    const next = templateOf({ A: role("a", [statement("ecs:*", "*")]), B: role("b") });
    const { Stack } = await ros("PreviewStack", { StackId }, next);
    const actions = Stack.Resources.map((resource: Record<string, string>) => [
      resource["LogicalResourceId"],
      resource["Action"],
    ]);
    expect(Object.fromEntries(actions)).toEqual({ A: "Modify", B: "Add", Q: "Remove" });
    const fresh = await ros("PreviewStack", { StackName: "other" }, whole);
    expect(fresh.Stack.Resources).toHaveLength(8);
    expect(await account()).toMatchObject({ roles: ["a"], queues: { q: 0 }, tablestoreInstances: [] });
  });
});

describe("what fails", () => {
  test("a role that somebody has stops the stack, says whose right it would be, and what was made goes", async () => {
    const { account, make, ros } = await createAccountBench();
    await make(templateOf({ Acts: role("acts-cn-hangzhou") }), { StackName: "first" });
    const second = templateOf({ A: role("second"), Acts: { ...role("acts-cn-hangzhou"), DependsOn: "A" } });
    const stack = await make(second, { StackName: "second" });
    expect(stack).toMatchObject({
      Status: "CREATE_ROLLBACK_COMPLETE",
      StatusReason:
        "Resource CREATE failed: ResponseException: resources.Acts: The role does already EXIST. Code: EntityAlreadyExists.Role",
    });
    expect((await account()).roles).toEqual(["acts-cn-hangzhou"]);
    expect((await ros("ListStackResources", { StackId: stack.StackId })).Resources).toMatchObject([
      {
        LogicalResourceId: "Acts",
        Status: "CREATE_FAILED",
        StatusReason: expect.stringContaining("EntityAlreadyExists"),
      },
    ]);
  });

  test("without rollback what was made stays, until the stack is deleted", async () => {
    const { account, make, ros, settle } = await createAccountBench();
    await make(templateOf({ Acts: role("acts") }), { StackName: "first" });
    const second = templateOf({ A: role("second"), Acts: { ...role("acts"), DependsOn: "A" } });
    const { StackId, Status } = await make(second, { StackName: "second", DisableRollback: true });
    expect([Status, (await account()).roles]).toEqual(["CREATE_FAILED", ["acts", "second"]]);
    await expect(ros("UpdateStack", { StackId }, templateOf({}))).rejects.toMatchObject({ code: "NotSupported" });
    await ros("DeleteStack", { StackId });
    await settle(StackId);
    expect((await account()).roles).toEqual(["acts"]);
  });

  test("policies have names of their own in the account", async () => {
    const { make } = await createAccountBench();
    await make(templateOf({ A: role("a", [statement("ecs:*", "*")]) }), { StackName: "first" });
    const other = role("b", [statement("ecs:*", "*")]);
    const Policies = [{ ...other.Properties.Policies?.[0], PolicyName: "a" }];
    const stack = await make(templateOf({ B: { ...other, Properties: { ...other.Properties, Policies } } }));
    expect(stack.StatusReason).toContain("Code: EntityAlreadyExists.Policy");
  });

  test("what is retained stays when a creation is taken back; flipped, it goes", async () => {
    const template = templateOf({ L: ledger("bench-ledger"), A: { ...role("a"), DependsOn: "L" } });
    for (const [flips, left] of [[[], ["bench-ledger"]] as const, [["ros.rollback-retains"], []] as const]) {
      const { account, hand, make } = await createAccountBench({ flips });
      await hand.fault({ product: "ros", action: "CreateStack", effect: "failed-task", after: 1 });
      expect((await make(template)).Status).toBe("CREATE_ROLLBACK_COMPLETE");
      expect((await account()).tablestoreInstances).toEqual(left);
    }
  });

  test("a fault stops a stack after so many resources, whatever it does", async () => {
    const { account, hand, make, ros, settle } = await createAccountBench();
    const half = (action: string) =>
      hand.fault({ product: "ros", action, effect: "failed-task", after: 1, target: "bench" });
    const { StackId } = await make(templateOf({ A: role("a"), B: role("b") }));
    await half("DeleteStack");
    await ros("DeleteStack", { StackId });
    expect(await settle(StackId)).toMatchObject({ Status: "DELETE_FAILED" });
    expect((await account()).roles).toEqual(["a"]);
    await ros("DeleteStack", { StackId });
    expect(await settle(StackId)).toMatchObject({ Status: "DELETE_COMPLETE" });
  });

  test("calls are refused, throttled or lost as planned", async () => {
    const { account, create, hand, ros } = await createAccountBench();
    const plan = (action: string, fault: object) => hand.fault({ product: "ros", action, ...fault });
    await plan("CreateStack", { effect: "throttle" });
    await plan("CreateStack", { effect: "error", status: 500, code: "InternalError" });
    await plan("CreateStack", { effect: "not-applied" });
    await plan("CreateStack", { effect: "lost-reply" });
    const template = templateOf({ A: role("a") });
    await expect(create(template)).rejects.toMatchObject({ statusCode: 429, code: "Throttling.User" });
    await expect(create(template)).rejects.toMatchObject({ statusCode: 500 });
    await expect(create(template)).rejects.toThrow();
    expect((await account()).stacks).toEqual({});
    await expect(create(template)).rejects.toThrow();
    expect((await ros("ListStacks", { "StackName.1": "bench" })).TotalCount).toBe(1);
  });
});

describe("a deletion", () => {
  test("keeps what the template retains, and what the call names", async () => {
    const { account, make, ros, settle } = await createAccountBench();
    const template = templateOf({ L: ledger("bench-ledger"), A: role("a"), Q: queue("q"), R: queue("r") });
    const { StackId } = await make(template);
    await expect(ros("DeleteStack", { StackId, "RetainResources.1": "X" })).rejects.toMatchObject({
      code: "ResourceNotFound",
    });
    await ros("DeleteStack", { StackId, "RetainResources.1": "Q" });
    await settle(StackId);
    expect(await account()).toMatchObject({
      stacks: {},
      roles: [],
      queues: { q: 0 },
      tablestoreInstances: ["bench-ledger"],
    });
    const again = await make(template);
    expect(again).toMatchObject({
      Status: "CREATE_ROLLBACK_COMPLETE",
      StatusReason: expect.stringContaining("OTSObjectAlreadyExist"),
    });
  });

  test("of a protected stack is refused until its protection is off; all may be kept", async () => {
    const { account, make, ros, settle, get } = await createAccountBench();
    const { StackId } = await make(templateOf({ A: role("a") }), { DeletionProtection: "Enabled" });
    await expect(ros("DeleteStack", { StackId })).rejects.toMatchObject({ statusCode: 400, code: "NotSupported" });
    await ros("SetDeletionProtection", { StackId, DeletionProtection: "Disabled" });
    expect(await get(StackId)).toMatchObject({ DeletionProtection: "Disabled" });
    await ros("DeleteStack", { StackId, RetainAllResources: true });
    expect(await settle(StackId)).toMatchObject({ Status: "DELETE_COMPLETE" });
    expect((await account()).roles).toEqual(["a"]);
  });
});

describe("refused before anything is made", () => {
  const a = role("a").Properties;
  test.each([
    ["a type that is not there", { A: { Type: "ALIYUN::RAM::Rule" } }, 404, "ResourceTypeNotFound"],
    [
      "a property that is not there",
      { A: role("a"), B: { Type: "ALIYUN::RAM::Role", Properties: { ...a, Rolename: "b" } } },
      400,
      "StackValidationFailed",
    ],
    [
      "a property that is missing",
      { A: { Type: "ALIYUN::SLS::Logstore", Properties: { ProjectName: "abc" } } },
      400,
      "StackValidationFailed",
    ],
    [
      "a text where a list is due",
      { A: role("a", [{ Effect: "Allow", Action: "ecs:*", Resource: ["*"] }]) },
      400,
      "StackValidationFailed",
    ],
    [
      "a misspelt key in a policy",
      { A: role("a", [{ Effect: "Allow", Actions: ["ecs:*"], Resource: ["*"] }]) },
      400,
      "StackValidationFailed",
    ],
    [
      "retention of more than a week",
      { A: queue("a", { MessageRetentionPeriod: 604_801 }) },
      400,
      "StackValidationFailed",
    ],
    ["a name that no instance may have", { A: ledger("ots-ledger") }, 400, "StackValidationFailed"],
    ["a reference to nothing", { A: role({ Ref: "Nobody" }) }, 400, "InvalidTemplateReference"],
    [
      "an attribute that is not there",
      { A: role("a"), Q: queue({ "Fn::GetAtt": ["A", "Name"] }) },
      400,
      "InvalidTemplateAttribute",
    ],
    [
      "a circle",
      { A: { ...role("a"), DependsOn: "B" }, B: { ...role("b"), DependsOn: "A" } },
      400,
      "CircularDependency",
    ],
    ["a function that is not known here", { A: role({ "Fn::Base64": "a" }) }, 400, "StackValidationFailed"],
    ["a key beside Type and Properties", { A: { ...role("a"), DeletionPolicies: "Retain" } }, 400, "InvalidSchema"],
  ])("%s", async (_, resources, statusCode, code) => {
    const { account, create } = await createAccountBench();
    await expect(create(templateOf({ Ok: role("ok"), ...resources }))).rejects.toMatchObject({ statusCode, code });
    expect(await account()).toMatchObject({ stacks: {}, roles: [] });
  });

  test.each([
    ["another version", { ROSTemplateFormatVersion: "2010-01-01" }, {}, "InvalidTemplateVersion"],
    ["a section that is not there", { Resourcen: {} }, {}, "InvalidTemplateSection"],
    ["a parameter without a value", { Parameters: { P: { Type: "String" } } }, {}, "UserParameterMissing"],
    [
      "a value for no parameter",
      {},
      { "Parameters.1.ParameterKey": "P", "Parameters.1.ParameterValue": "x" },
      "UnknownUserParameter",
    ],
    [
      "a value that is not allowed",
      { Parameters: { P: { Type: "String", AllowedValues: ["y"] } } },
      { "Parameters.1.ParameterKey": "P", "Parameters.1.ParameterValue": "x" },
      "StackValidationFailed",
    ],
    ["a name that no stack may have", {}, { StackName: "1st" }, "InvalidParameter"],
    ["a parameter that the call has not", {}, { Stackname: "x" }, "InvalidParameter"],
  ])("%s", async (_, rest, query, code) => {
    const { create } = await createAccountBench();
    await expect(create(templateOf({}, rest), query)).rejects.toMatchObject({ statusCode: 400, code });
  });

  test("a stack that is not there", async () => {
    const { get } = await createAccountBench();
    await expect(get("nobody")).rejects.toMatchObject({ statusCode: 404, code: "StackNotFound" });
  });
});

describe("rights", () => {
  const all = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "*" });

  test("a call needs the right of its name; a stack acts by its caller's rights", async () => {
    const { as, account } = await createAccountBench();
    const template = templateOf({ A: role("a"), Q: queue("q") });
    await expect((await as()).create(template)).rejects.toMatchObject({ statusCode: 403, code: "NoPermission" });
    const stacks = all("ros:*");
    const half = await (await as(stacks, all("ram:CreateRole", "ram:DeleteRole"))).make(template);
    expect(half).toMatchObject({
      Status: "CREATE_ROLLBACK_COMPLETE",
      StatusReason: expect.stringContaining("mns:CreateQueue on acs:mns:cn-hangzhou:1000000000000001:/queues/q"),
    });
    const whole = await as(stacks, all("ram:*", "mns:*"));
    await whole.ros("DeleteStack", { StackId: half.StackId });
    await whole.settle(half.StackId);
    expect(await whole.make(template)).toMatchObject({ Status: "CREATE_COMPLETE" });
    expect((await account()).roles).toEqual(["a"]);
  });
});
