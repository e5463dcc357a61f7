import { attribute, type Resource, type Ros, ref, substituted } from "./ros.ts";
import { type Installation, readInstallation } from "./serverless-yaml.ts";
import { alarmRules } from "./stack-alarms.ts";
import { eventRules } from "./stack-event-rules.ts";
import { functionRoles, rightsToAct } from "./stack-roles.ts";

/** What is no function, as a template of ROS: shared/install/stack.json. Made of s.yaml and the tables beside this file. */
export function stackTemplate(serverlessYaml: string): string {
  const installation = readInstallation(serverlessYaml, {
    env: () => "-", // no setting of a function stands in the stack
    accountId: `\${ALIYUN::TenantId}`,
    instead: {
      stack: `\${Stack}`,
      region: `\${ALIYUN::Region}`,
      ledger: `\${Ledger}`,
      hooksService: `\${HooksService}`,
    },
  });
  const resources = {
    ...functionRoles(installation),
    ...rightsToAct(installation),
    ...ledgerAndLogs(installation),
    ...alarmRules(installation),
    ...eventRules(installation),
  };
  const template = {
    ROSTemplateFormatVersion: "2015-09-01",
    Description: "redeploy-once: roles, ledger, logs, dead letters and alarms. Its functions are deployed by s.yaml.",
    Parameters: parameters,
    Conditions: conditions,
    Resources: substituted(resources),
    Outputs: substituted(outputsOf(installation)),
  };
  return `${JSON.stringify(template, undefined, 2)}\n`;
}

const flag = (Default: boolean, Description: string) => ({ Type: "Boolean", Default, Description });

/** What is chosen when the stack is made. */
export const parameters = {
  Stack: {
    Type: "String",
    Default: "redeploy-once",
    AllowedPattern: "^[a-z][a-z0-9-]{0,11}[a-z0-9]$",
    ConstraintDescription: "2 to 13 of a-z, 0-9 and -, from a letter to a letter or digit",
    Description: "What every name of this stack begins with; vars.stack of s.yaml",
  },
  Ledger: {
    Type: "String",
    Default: "redeploy-once",
    AllowedPattern: "^[A-Za-z][A-Za-z0-9-]{1,14}[A-Za-z0-9]$",
    ConstraintDescription: "3 to 16 letters, digits and -, without ali, ay, ots, taobao and admin",
    Description: "The Tablestore instance; vars.ledger of s.yaml, which is the stack's name",
  },
  HooksService: {
    Type: "String",
    Default: "-",
    AllowedPattern: "^(-|[A-Za-z_][A-Za-z0-9_-]{0,127})$",
    ConstraintDescription: "the name of a service of FC 2.0, or - for none",
    Description: "The service of FC 2.0 whose functions are hooks; HOOKS_SERVICE of s.yaml. -: none",
  },
  NewLedger: flag(true, "false: the instance is there already, such as one that an earlier stack has left"),
  ContactGroup: {
    Type: "String",
    Default: "云账号报警联系人",
    Description: "The contact group of CloudMonitor that alarms go to; every account has this one",
  },
  Ens: flag(false, "true: the stack has the function for ENS, and needs its role"),
  Acts: flag(true, "The right to act in this region. An account has it once; false: this stack observes"),
  ActsOnEns: flag(false, "The right to act on ENS, which has no regions. An account has it once"),
  EventRule: flag(false, "true: rules of EventBridge are made here, and the functions have no eventbridge triggers"),
};

const isTrue = (parameter: keyof typeof parameters): Ros => ({ "Fn::Equals": [true, ref(parameter)] });

const conditions = {
  MakesLedger: isTrue("NewLedger"),
  LooksAtEns: isTrue("Ens"),
  HoldsActs: isTrue("Acts"),
  HoldsActsOnEns: isTrue("ActsOnEns"),
  HasEventRule: isTrue("EventRule"),
  HasEnsRule: { "Fn::And": [isTrue("EventRule"), isTrue("Ens")] },
};

/** FC "Asynchronous invocation": a queue keeps a message for a week at most; what is larger than 64 KB does not fit. */
const week = 604_800;

const ledgerAndLogs = ({ stack, ledger, logs }: Installation): Readonly<Record<string, Resource>> => ({
  LedgerInstance: {
    Type: "ALIYUN::OTS::InstanceV2",
    Condition: "MakesLedger",
    DeletionPolicy: "Retain", // what was done to machines outlives the stack
    Properties: {
      InstanceName: ledger,
      InstanceDescription: `The record of the stack ${stack}`,
      ClusterType: "HYBRID",
      NetworkTypeACL: ["VPC"],
      NetworkSourceACL: ["TRUST_PROXY"], // the console
    },
  },
  LogProject: {
    Type: "ALIYUN::SLS::Project",
    Properties: { Name: logs.project, Description: `Logs of the stack ${stack}` },
  },
  Logstore: {
    Type: "ALIYUN::SLS::Logstore",
    Properties: { ProjectName: attribute("LogProject", "Name"), LogstoreName: logs.logstore, TTL: 90, ShardCount: 1 },
  },
  LogIndex: {
    Type: "ALIYUN::SLS::Index",
    Properties: {
      ProjectName: attribute("Logstore", "ProjectName"),
      LogstoreName: attribute("Logstore", "LogstoreName"),
      FullTextIndex: { Enable: true },
      KeyIndices: [{ Name: "functionName", Type: "text" }],
    },
  },
  DeadLetters: {
    Type: "ALIYUN::MNS::Queue",
    Properties: { QueueName: `${stack}-dead`, MessageRetentionPeriod: week, MaximumMessageSize: 65_536 },
  },
});

const outputsOf = ({ ledger, logs, deadLetters }: Installation) => ({
  Acts: {
    Condition: "HoldsActs",
    Description: "The role that is the right to act in this region. Without it the stack observes",
    Value: attribute("RightToAct", "Arn"),
  },
  ActsOnEns: {
    Condition: "HoldsActsOnEns",
    Description: "The role that is the right to act on ENS",
    Value: attribute("RightToActOnEns", "Arn"),
  },
  Ledger: { Description: "The Tablestore instance", Value: ledger },
  LogProject: { Description: "The log project", Value: logs.project },
  DeadLetters: { Description: "The queue of what was given up", Value: deadLetters },
});
