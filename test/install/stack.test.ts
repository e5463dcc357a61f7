import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { alarms } from "../../shared/install/alarms.ts";
import { stackTemplate } from "../../shared/install/stack.ts";
import { productYaml } from "../deploy.ts";
import { root } from "../local.ts";
import { problemsOf, type Template } from "./ros-problems.ts";
import { accountId, installed } from "./settings.ts";

const text = readFileSync(path.join(root, "shared/install/stack.json"), "utf8");
const template: Template = JSON.parse(text);

test("the template is what s.yaml and the tables say", () => {
  expect(stackTemplate(productYaml())).toBe(text);
});

test("ROS's own classes take every resource, key by key, and every reference names something", () => {
  expect(problemsOf(template)).toEqual([]);
});

/** Each of these is refused at the earliest when the stack is made, or never. */
test.each([
  ["a role without a name", '"RoleName"', '"RolName"', "roleName"],
  [
    "a text where a list is due",
    /"Action": \[\s+"ecs:RedeployInstance"\s+\]/,
    '"Action": "ecs:RedeployInstance"',
    "action",
  ],
  [
    "a misspelt key in a policy",
    '"Resource": [',
    '"Resouce": [',
    "RoleReconcile: Policies.0.PolicyDocument.Statement.0.Resouce.0",
  ],
  ["a service that is no list", /"Service": \[\s+"fc.aliyuncs.com"\s+\]/, '"Service": "fc.aliyuncs.com"', "service"],
  ["a cluster type that is none", '"HYBRID"', '"CHEAP"', "clusterType"],
  ["an access list that is no list", /"NetworkTypeACL": \[\s+"VPC"\s+\]/, '"NetworkTypeACL": "VPC"', "networkTypeAcl"],
  ["a misspelt key that nothing needs", '"TTL"', '"TTLL"', "Logstore: TTLL: is dropped"],
  ["logs that are kept for ten years and a day", '"TTL": 90', '"TTL": 3651', "ttl"],
  ["a logstore without a name", '"LogstoreName": "functions"', '"LogstoreNam": "functions"', "logstoreName"],
  ["an index that is neither on nor off", '"Enable": true', '"Enable": "yes"', "enable"],
  ["a statistic that rules do not take", '"Statistics": "Maximum"', '"Statistics": "Value"', "statistics"],
  ["an alarm for nobody", '"ContactGroups"', '"ContactGroup_"', "contactGroups"],
  ["a comparison that is none", '"LessThanThreshold"', '"Below"', "comparisonOperator"],
  ["a target without an id", '"Id": {', '"Idd": {', "identity"],
  [
    "a queue that keeps nothing",
    '"MessageRetentionPeriod": 604800',
    '"MessageRetentionPeriod": 1',
    "DeadLetters: MessageRetentionPeriod",
  ],
  ["a queue with a misspelt key", '"MaximumMessageSize"', '"MaxMessageSize"', "DeadLetters: "],
  ["a type that there is not", "ALIYUN::SLS::Index", "ALIYUN::SLS::Indices", "No class of ROS has the type"],
  ["a reference to nothing", `"Fn::Sub": "\${Ledger}"`, `"Fn::Sub": "\${Leger}"`, "There is no Leger to refer to."],
  ["an attribute of nothing", '"RightToAct",', '"Act",', "There is no Act to refer to."],
  ["a condition that there is not", '"Condition": "LooksAtEns"', '"Condition": "Ens"', "There is no condition Ens."],
] as const)("%s is found", (_, old, planted, found) => {
  const broken = text.replace(old, planted);
  expect(broken).not.toBe(text);
  expect(problemsOf(JSON.parse(broken)).join("\n")).toContain(found);
});

/** A template's value for one stack: what ROS makes of it. */
const inStack = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value)
      .replace(/\{"Fn::Sub":("(?:[^"\\]|\\.)*")\}/g, "$1")
      .replaceAll(`\${Stack}`, "ops")
      .replaceAll(`\${Ledger}`, "ops")
      .replaceAll(`\${HooksService}`, "-")
      .replaceAll(`\${ALIYUN::Region}`, "cn-hangzhou")
      .replaceAll(`\${ALIYUN::TenantId}`, accountId),
  );
const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
const properties = (name: string) => inStack(template.Resources[name]?.Properties) as Readonly<Record<string, unknown>>;

test("each function has the role that s.yaml names, with the rights that the local cloud enforces, and only functions may take it", () => {
  const { functions, roles } = installed({ STACK: "ops" });
  const made = ofType("ALIYUN::RAM::Role").map(([name]) => properties(name));
  for (const [name, { role }] of functions) {
    const roleName = `ops-cn-hangzhou-${name}`;
    expect(role).toBe(`acs:ram::${accountId}:role/${roleName}`);
    expect(made.find(({ RoleName }) => RoleName === roleName)).toMatchObject({
      Policies: [{ PolicyName: roleName, PolicyDocument: roles.get(name) }],
    });
  }
  const principals = JSON.stringify(made).match(/"Principal":\{[^}]*\}/g) ?? [];
  expect(new Set(principals)).toEqual(new Set(['"Principal":{"Service":["fc.aliyuncs.com"]}']));
});

test("the right to act can be held once in an account and region, and once for ENS; it allows nothing", () => {
  const trust = properties("RoleReconcile")["AssumeRolePolicyDocument"];
  expect([properties("RightToAct"), properties("RightToActOnEns")]).toEqual([
    {
      RoleName: "redeploy-once-acts-cn-hangzhou",
      Description: "The stack ops acts in cn-hangzhou. The role gives no right.",
      AssumeRolePolicyDocument: trust,
    },
    {
      RoleName: "redeploy-once-acts-ens",
      Description: "The stack ops in cn-hangzhou acts on ENS. The role gives no right.",
      AssumeRolePolicyDocument: trust,
    },
  ]);
  expect(JSON.stringify(template.Resources)).not.toContain("IgnoreExisting");
  expect(template.Parameters).toMatchObject({ Acts: { Default: true }, ActsOnEns: { Default: false } });
  expect(template.Outputs).toMatchObject({
    Acts: { Condition: "HoldsActs" },
    ActsOnEns: { Condition: "HoldsActsOnEns" },
  });
});

/** The resources that are made if these parameters differ from their defaults. */
function made(changed: Readonly<Record<string, boolean>>): ReadonlySet<string> {
  const holds = (condition: unknown): boolean => {
    const { "Fn::Equals": equal, "Fn::And": all } = Object(condition);
    if (all !== undefined) return all.every(holds);
    return equal[0] === (changed[equal[1].Ref] ?? Object(template.Parameters[equal[1].Ref]).Default);
  };
  const isMade = ({ Condition }: { readonly Condition?: string }) =>
    Condition === undefined || holds(template.Conditions[Condition]);
  return new Set(Object.entries(template.Resources).flatMap(([name, resource]) => (isMade(resource) ? [name] : [])));
}

test.each([
  [{ Acts: false }, [], ["RightToAct"]],
  [{ ActsOnEns: true }, ["RightToActOnEns"], []],
  [{ Ens: true }, ["RoleEventRedeployInstance"], []],
  [{ NewLedger: false }, [], ["LedgerInstance"]],
  [{ EventRule: true }, ["EventRuleEcsSystemEvents"], []],
  [
    { EventRule: true, Ens: true },
    ["RoleEventRedeployInstance", "EventRuleEcsSystemEvents", "EventRuleEnsSystemEvents"],
    [],
  ],
])("%j makes %j, and leaves out %j", (changed, more, less) => {
  const usual = made({});
  const now = made(changed);
  expect([...now].filter((name) => !usual.has(name))).toEqual(more);
  expect([...usual].filter((name) => !now.has(name))).toEqual(less);
});

test("the ledger outlives its stack, and is reached from a VPC and the console alone", () => {
  expect(template.Resources["LedgerInstance"]).toMatchObject({
    DeletionPolicy: "Retain",
    Condition: "MakesLedger",
    Properties: { NetworkTypeACL: ["VPC"], NetworkSourceACL: ["TRUST_PROXY"] },
  });
  const others = Object.values(template.Resources).filter((resource) => "DeletionPolicy" in resource);
  expect(others).toHaveLength(1);
});

test("what s.yaml refers to is made by the stack, under the same names", () => {
  const { logs, deadLetters, ledger } = installed({ STACK: "ops" });
  expect(properties("LogProject")).toMatchObject({ Name: logs.project });
  expect(properties("Logstore")).toMatchObject({ LogstoreName: logs.logstore, TTL: 90 });
  expect(properties("DeadLetters")).toMatchObject({ QueueName: "ops-dead" });
  expect(deadLetters).toContain(":/queues/ops-dead/messages");
  expect(properties("LedgerInstance")).toMatchObject({ InstanceName: ledger });
});

test("in place of triggers a rule delivers the same events to the same functions, and gives up into the same queue", () => {
  const { functions, deadLetters } = installed({ STACK: "ops", ENS: "1" });
  const heard = [...functions.values()].flatMap(({ functionName, triggers }) =>
    triggers.flatMap((trigger) =>
      trigger.triggerType === "eventbridge"
        ? [{ functionName, pattern: JSON.parse(trigger.triggerConfig.eventRuleFilterPattern) }]
        : [],
    ),
  );
  const rules = ofType("ALIYUN::EventBridge::Rule").map(([name]) => properties(name));
  const targets = rules.flatMap(({ FilterPattern, Targets }) =>
    (Targets as { Id: string; DeadLetterQueue: { Arn: string } }[]).map(({ Id, DeadLetterQueue }) => ({
      functionName: Id,
      pattern: FilterPattern,
      gaveUp: DeadLetterQueue.Arn,
    })),
  );
  expect(targets).toEqual(heard.map((one) => ({ ...one, gaveUp: deadLetters })));
  expect(heard.map(({ functionName }) => functionName)).toContain("ops-event-redeploy-instance");
  expect(Math.max(...rules.map(({ Targets }) => (Targets as unknown[]).length))).toBeLessThanOrEqual(5); // of a rule
});

test("each alarm watches what is there, says when it rings, and what to do then", () => {
  const { functions } = installed({ STACK: "ops" });
  const names = [...functions.values()].map(({ functionName }) => ({ region: "cn-hangzhou", functionName }));
  const watched = Object.fromEntries(
    ofType("ALIYUN::CMS::ResourceMetricRule").map(([name]) => [
      properties(name)["RuleName"],
      properties(name)["Resources"],
    ]),
  );
  expect(watched).toEqual({
    "ops-cn-hangzhou-reconcile-stands-still": [{ region: "cn-hangzhou", functionName: "ops-reconcile" }],
    "ops-cn-hangzhou-function-fails": names,
    "ops-cn-hangzhou-dead-letter-lost": names,
    "ops-cn-hangzhou-dead-letter": [{ userId: accountId, region: "cn-hangzhou", queue: "ops-dead" }],
  });
  expect(alarms.every(({ means, todo }) => means.endsWith(".") && todo.endsWith("."))).toBe(true);
  expect(properties("AlarmReconcileStandsStill")).toMatchObject({ NoDataPolicy: "INSUFFICIENT_DATA" });
});

test("no resource is named as a parameter is: what is referred to is one of them", () => {
  expect(Object.keys(template.Resources).filter((name) => name in template.Parameters)).toEqual([]);
});
