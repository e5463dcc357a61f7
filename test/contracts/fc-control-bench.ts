import type { Principal, Statement } from "../cloud/core/principals.ts";
import { type Bench, createCaller, createFcBench, createFcClient, fcSdk } from "./fc-bench.ts";
import { settled } from "./settled.ts";
import { zipped } from "./zip.ts";

const project = "bench-logs";

export const roleArn = "acs:ram::1000000000000001:role/bench";
export const queueArn = "acs:mns:cn-hangzhou:1000000000000001:/queues/dead/messages";

const mayLog: Statement = {
  Effect: "Allow",
  Action: ["log:PostLogStoreLogs"],
  Resource: [`acs:log:cn-hangzhou:1000000000000001:project/${project}/logstore/functions`],
};

/** An account with a role for functions and a log project, and no function. */
export async function createPlaneBench(flips: readonly string[] = []) {
  const bench = await createFcBench({}, {}, flips);
  const { account } = bench;
  const role = (statements: readonly Statement[], service = "fc.aliyuncs.com") => ({
    roleName: "bench",
    trust: { Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: [service] } }] },
    description: "",
    maxSessionSeconds: 3_600,
    policies: [{ policyName: "bench", description: "", document: { Version: "1", Statement: statements } }],
  });
  account.roles.create(role([mayLog]));
  account.logs.addProject(project);
  account.logs.addLogstore(project, "functions");
  return {
    bench,
    /** From now on the role may do this, besides writing its logs. */
    allow: (...statements: readonly Statement[]) => account.roles.update(role([mayLog, ...statements])),
    trust: (service: string) => account.roles.update(role([mayLog], service)),
    ...clientOf(bench),
    as: (statements: readonly Statement[]) => clientOf(bench, bench.principals.addUser("deployer", statements)),
  };
}

function clientOf(bench: Bench, key?: Principal) {
  const client = createFcClient(bench, key);
  return {
    client,
    invoke: createCaller(bench, key),
    create: (functionName: string, said: object = {}, code = say("v1")) =>
      client.createFunction(
        new fcSdk.CreateFunctionRequest({ body: inputOf({ functionName, code: { zipFile: code }, ...said }) }),
      ),
    update: (functionName: string, said: object) =>
      client.updateFunction(
        functionName,
        new fcSdk.UpdateFunctionRequest({ body: new fcSdk.UpdateFunctionInput(said) }),
      ),
    trigger: (functionName: string, triggerName: string, triggerType: string, config: object) =>
      client.createTrigger(
        functionName,
        new fcSdk.CreateTriggerRequest({
          body: new fcSdk.CreateTriggerInput({ triggerName, triggerType, triggerConfig: JSON.stringify(config) }),
        }),
      ),
    get: async (functionName: string) =>
      (await client.getFunction(functionName, new fcSdk.GetFunctionRequest({}))).body?.toMap() ?? {},
  };
}

const inputOf = (said: object) =>
  new fcSdk.CreateFunctionInput({
    runtime: "nodejs20",
    handler: "index.handler",
    timeout: 30,
    cpu: 0.35,
    memorySize: 512,
    role: roleArn,
    logConfig: { project, logstore: "functions" },
    ...said,
  });

/** Code that answers with a word and what it was sent. */
export const say = (word: string) => zipped({ "index.js": `exports.handler = async (event) => "${word} " + event;` });

/** A trigger on events of one source. */
export const onEvents = (source: string) => ({
  triggerEnable: true,
  asyncInvocationType: false,
  eventRuleFilterPattern: JSON.stringify({ source: [source] }),
  eventSourceConfig: { eventSourceType: "Default", eventSourceParameters: {} },
  runOptions: { mode: "event-driven", errorsTolerance: "ALL", deadLetterQueue: { Arn: queueArn } },
});

/** Waits until a claim holds. */
export const until = (holds: () => boolean) =>
  settled(() => {
    if (!holds()) throw new Error(`not so: ${holds}`);
  });
