import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import TableStore from "tablestore";
import { expect, test } from "vitest";
import { NEW_TABLE_MS } from "../cloud/tablestore/database.ts";
import { createTables } from "../create-tables.ts";
import { root } from "../local.ts";
import { createAccountBench, ledger, queue, role, templateOf } from "./account-bench.ts";
import { createCaller, createFcClient, fcSdk } from "./fc-bench.ts";
import { onEvents } from "./fc-control-bench.ts";
import { zipped } from "./zip.ts";

const files = [
  "accept-inquired-system-event",
  "console",
  "event-redeploy-instance",
  "reboot-instance",
  "reconcile",
  "redeploy-instance",
  "replace-system-disk",
];

const account = "acs:ots:cn-hangzhou:1000000000000001:instance/bench-ledger";
const logs = "acs:log:cn-hangzhou:1000000000000001:project/bench-logs/logstore/functions";
const mayLog = { Effect: "Allow", Action: ["log:PostLogStoreLogs"], Resource: [logs] };
const mayRead = { Effect: "Allow", Action: ["ots:*"], Resource: [`${account}/*`] };

const stack = templateOf({
  ...Object.fromEntries(
    files.map((file) => [file.replaceAll("-", ""), role(`bench-cn-hangzhou-${file}`, [mayLog, mayRead])]),
  ),
  Ledger: ledger("bench-ledger"),
  Logs: { Type: "ALIYUN::SLS::Project", Properties: { Name: "bench-logs" } },
  Store: {
    Type: "ALIYUN::SLS::Logstore",
    DependsOn: "Logs",
    Properties: { ProjectName: "bench-logs", LogstoreName: "functions" },
  },
  Dead: queue("bench-dead"),
});

/** The built bundle of a function, with its code caches. */
function built(file: string): string {
  const folder = path.join(root, "dist", file);
  const names = readdirSync(folder).filter((name) => !name.endsWith(".txt"));
  return zipped(Object.fromEntries(names.map((name) => [name, readFileSync(path.join(folder, name))])));
}

test("a whole installation is made over the wire, and runs", async () => {
  const { cloud, hand, account: installed, make } = await createAccountBench({ stack: "bench" });
  const packages = new Map(files.map((file) => [file, built(file)]));
  const port = Number(new URL(cloud.wireUrl).port);
  const key = { ...cloud.accessKey, securityToken: undefined };
  const client = createFcClient({ port, principals: { account: key } });
  const [startedMs, usedBefore] = [performance.now(), process.cpuUsage()];

  expect(await make(stack)).toMatchObject({ Status: "CREATE_COMPLETE" });
  for (const file of files) {
    const functionName = `bench-${file}`;
    await client.createFunction(
      new fcSdk.CreateFunctionRequest({
        body: new fcSdk.CreateFunctionInput({
          functionName,
          runtime: "nodejs20",
          handler: "index.handler",
          timeout: 30,
          cpu: 0.35,
          memorySize: 512,
          role: `acs:ram::1000000000000001:role/bench-cn-hangzhou-${file}`,
          logConfig: new fcSdk.LogConfig({ project: "bench-logs", logstore: "functions" }),
          code: new fcSdk.InputCodeLocation({ zipFile: packages.get(file) ?? "" }),
        }),
      }),
    );
    await client.putConcurrencyConfig(
      functionName,
      new fcSdk.PutConcurrencyConfigRequest({ body: new fcSdk.PutConcurrencyInput({ reservedConcurrency: 4 }) }),
    );
    await client.putAsyncInvokeConfig(
      functionName,
      new fcSdk.PutAsyncInvokeConfigRequest({ body: new fcSdk.PutAsyncInvokeConfigInput({ asyncTask: true }) }),
    );
    for (const [triggerName, triggerType, config] of [
      ["http", "http", { authType: "anonymous", methods: ["POST"] }],
      ["events", "eventbridge", onEvents("acs.ecs")],
    ] as const) {
      const body = new fcSdk.CreateTriggerInput({ triggerName, triggerType, triggerConfig: JSON.stringify(config) });
      await client.createTrigger(functionName, new fcSdk.CreateTriggerRequest({ body }));
    }
    await client.getFunction(functionName, new fcSdk.GetFunctionRequest({}));
    await client.listTriggers(functionName, new fcSdk.ListTriggersRequest({}));
  }
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(usedBefore);
  console.log(`installed in ${Math.round(tookMs)} ms, ${Math.round((user + system) / 1_000)} ms of it at work`);
  expect((await installed()).functions).toEqual(files);
  expect(await hand.work()).toMatchObject({ queue: [], work: { running: 0 } });
  // what is not configured does not load, and says so: the bundles are there
  const answer = await createCaller({ port, principals: { account: key } })("bench-console", "{}");
  expect(answer).toMatchObject({ status: 200, errorType: "InitializationError" });
  expect(answer.text).toContain("Settings are not usable");
});

test("a Tablestore instance takes calls once it is made, and from inside the region if its ACL says so", async () => {
  const { as, cloud, instances, make } = await createAccountBench();
  const [outside, inside] = [cloud.accessKey, cloud.insideKey].map(
    (key) =>
      new TableStore.Client({
        ...key,
        endpoint: cloud.wireUrl,
        instancename: "bench-ledger",
        maxRetries: 0,
        httpOptions: { timeout: 120_000, maxSockets: 50 },
      }),
  );
  const named = { InstanceName: "bench-ledger" };
  const list = (client = inside) => client?.listTable({});
  await expect(instances("GetInstance", named)).rejects.toMatchObject({ statusCode: 404, code: "InstanceNotFound" });
  await expect(list()).rejects.toMatchObject({
    code: 403,
    message: expect.stringContaining("The instance is not found."),
  });
  await make(stack);
  expect(await instances("GetInstance", named)).toMatchObject({ InstanceStatus: "normal", NetworkTypeACL: ["VPC"] });
  const reader = await as({ Effect: "Allow", Action: "ots:ListInstance", Resource: "*" });
  expect((await reader.instances("ListInstances", { InstanceName: "ledger" })).Instances).toMatchObject([named]);
  await expect(reader.instances("GetInstance", named)).rejects.toMatchObject({ statusCode: 403, code: "NoPermission" });
  await expect(list(outside)).rejects.toMatchObject({
    code: 403,
    message: expect.stringContaining("Request denied by instance ACL policies."),
  });
  expect(await list()).toMatchObject({ tableNames: [] });
  const store = { endpoint: cloud.wireUrl, instance: "bench-ledger" };
  await createTables(store, { ...cloud.insideKey, securityToken: "" });
  await cloud.clock.advance(NEW_TABLE_MS);
  expect(await inside?.describeTable({ tableName: "redeploy_once_instances" })).toMatchObject({
    tableMeta: { tableName: "redeploy_once_instances" },
  });
});

test("the instance of one stack is not the other's, and goes with its tables if it is not retained", async () => {
  const { cloud, make, ros, settle } = await createAccountBench();
  const two = templateOf({ A: ledger("first"), B: { ...ledger("second"), DeletionPolicy: "Delete" } });
  const { StackId } = await make(two);
  const tables = (instance: string) =>
    createTables({ endpoint: cloud.wireUrl, instance }, { ...cloud.insideKey, securityToken: "" });
  expect(await tables("first")).not.toEqual([]);
  expect(await tables("second")).not.toEqual([]);
  expect(await tables("first")).toEqual([]);
  await ros("DeleteStack", { StackId });
  await settle(StackId);
  await make(templateOf({ B: ledger("second") }));
  expect(await tables("second")).not.toEqual([]);
});

test("a queue tells how much it holds, once it is there", async () => {
  const { as, call, make } = await createAccountBench();
  const asked = { QueueName: "bench-dead" };
  await expect(call("mns", "GetQueueAttributes", asked)).rejects.toMatchObject({
    statusCode: 404,
    code: "QueueNotExist",
  });
  await make(stack);
  expect((await call("mns", "GetQueueAttributes", asked)).Data).toMatchObject({
    QueueName: "bench-dead",
    ActiveMessages: 0,
    MessageRetentionPeriod: 345_600,
  });
  await expect((await as()).call("mns", "GetQueueAttributes", asked)).rejects.toMatchObject({ statusCode: 403 });
});
