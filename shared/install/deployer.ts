import { actsOnEnsRole, actsRoleOf } from "./names.ts";
import { readInstallation } from "./serverless-yaml.ts";

/**
 * What whoever installs a stack needs, as a RAM policy: shared/install/deployer-policy.json. It is for the stack's usual
 * name, in any region. The part on functions was recorded from fc3 0.1.22; the rest is the documents', and was not tried.
 */
export function deployerPolicy(serverlessYaml: string): string {
  const { stack, logs } = readInstallation(serverlessYaml, {
    env: (name) => (name === "STACK" ? undefined : "*"),
    accountId: "*",
  });
  const roles = [
    `acs:ram:*:*:role/${stack}-*`,
    `acs:ram:*:*:role/${actsRoleOf("*")}`,
    `acs:ram:*:*:role/${actsOnEnsRole}`,
  ];
  const functions = `acs:fc:*:*:functions/${stack}-*`;
  const allowed = (Action: readonly string[], Resource: string | readonly string[]) => ({
    Effect: "Allow",
    Action,
    Resource,
  });
  const Statement = [
    allowed(of("ros", stackCalls), "*"),
    allowed(of("ram", [...roleCalls, ...policyCalls]), [...roles, `acs:ram:*:*:policy/${stack}-*`]),
    { ...allowed(["ram:PassRole"], roles[0] ?? ""), Condition: { StringEquals: { "acs:Service": "fc.aliyuncs.com" } } },
    {
      ...allowed(["ram:CreateServiceLinkedRole"], "*"),
      Condition: { StringEquals: { "ram:ServiceName": linkedServices } },
    },
    allowed(["resourcemanager:GetServiceLinkedRole", "sts:GetCallerIdentity"], "*"),
    allowed(of("ots", ["CreateInstance", "GetInstance", "UpdateInstance", "ListInstance"]), "*"),
    allowed(of("log", logCalls), [`acs:log:*:*:project/${logs.project}`, `acs:log:*:*:project/${logs.project}/*`]),
    allowed(of("mns", ["CreateQueue", "GetQueueAttributes", "SetQueueAttributes", "DeleteQueue"]), [
      `acs:mns:*:*:/queues/${stack}-dead`,
    ]),
    allowed(of("cms", ["PutResourceMetricRule", "DescribeMetricRuleList", "DeleteMetricRules"]), "*"),
    allowed(of("eventbridge", ["CreateRule", "GetRule", "UpdateRule", "DeleteRule", "GetEventBus"]), "*"),
    allowed(of("fc", functionCalls), [functions, `${functions}/*`]),
    allowed(of("fc", accountCalls), "*"),
  ];
  return `${JSON.stringify({ Version: "1", Statement }, undefined, 2)}\n`;
}

const of = (product: string, calls: readonly string[]) => calls.map((call) => `${product}:${call}`);

const stackCalls = [
  ...["CreateStack", "UpdateStack", "DeleteStack", "GetStack", "ListStacks", "PreviewStack", "SetDeletionProtection"],
  ...["ListStackEvents", "ListStackResources", "GetStackResource", "GetTemplate"],
];
const roleCalls = ["CreateRole", "GetRole", "UpdateRole", "DeleteRole", "ListPoliciesForRole"];
const policyCalls = [
  ...["CreatePolicy", "GetPolicy", "DeletePolicy", "AttachPolicyToRole", "DetachPolicyFromRole"],
  ...["CreatePolicyVersion", "DeletePolicyVersion", "ListPolicyVersions"],
];
const logCalls = [
  ...["CreateProject", "GetProject", "UpdateProject", "DeleteProject", "CreateLogStore", "GetLogStore"],
  ...["UpdateLogStore", "DeleteLogStore", "CreateIndex", "GetIndex", "UpdateIndex", "DeleteIndex", "GetLogStoreLogs"],
];
const functionCalls = [
  ...["CreateFunction", "GetFunction", "UpdateFunction", "DeleteFunction", "TagResources"],
  ...["CreateTrigger", "GetTrigger", "UpdateTrigger", "DeleteTrigger", "ListTriggers", "ListVpcBindings"],
  ...["GetAsyncInvokeConfig", "PutAsyncInvokeConfig", "DeleteAsyncInvokeConfig", "GetScalingConfig"],
  ...["GetConcurrencyConfig", "PutConcurrencyConfig", "DeleteConcurrencyConfig", "InvokeFunction"],
];
/**
 * What is judged on the account, not on a function: its functions and their marks, of fc3 where the code is uploaded to, and
 * the list of what was queued for a function.
 */
const accountCalls = ["ListFunctions", "ListTagResources", "GetTempBucketToken", "ListAsyncTasks"];
/** Those that triggers for events of Alibaba Cloud's own services need; fc3 asks for them with each command. */
const linkedServices = ["sendevent-fc", "source-cms", "source-actiontrail"].map(
  (name) => `${name}.eventbridge.aliyuncs.com`,
);
