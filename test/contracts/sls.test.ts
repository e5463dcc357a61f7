import { createRequire } from "node:module";
import type Gateway from "@alicloud/gateway-sls";
import type OpenApi from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import { expect, test } from "vitest";
import { createAccountBench, queue, role, templateOf } from "./account-bench.ts";
import { createFcClient, fcSdk } from "./fc-bench.ts";
import { zipped } from "./zip.ts";

/** The official packages as Node itself loads them: vitest would unwrap the default export once more. */
const load = createRequire(import.meta.url);
const core: typeof OpenApi = load("@alicloud/openapi-core");
const gateway: typeof Gateway = load("@alicloud/gateway-sls");
const { $OpenApiUtil } = core;

const project = "bench-logs";
const resource = `acs:log:cn-hangzhou:1000000000000001:project/${project}/logstore/functions`;
const mayLog = { Effect: "Allow", Action: ["log:PostLogStoreLogs"], Resource: [resource] };
const stack = templateOf({
  Role: role("bench-cn-hangzhou-talk", [mayLog]),
  Logs: { Type: "ALIYUN::SLS::Project", Properties: { Name: project } },
  Store: {
    Type: "ALIYUN::SLS::Logstore",
    DependsOn: "Logs",
    Properties: { ProjectName: project, LogstoreName: "functions" },
  },
  Dead: queue("bench-dead"),
});

type Key = { readonly accessKeyId: string; readonly accessKeySecret: string };

/** GetLogs by the vendor's own gateway: what stands in the log. */
async function read(wireUrl: string, key: Key, asked: object = {}, at = { project, logstore: "functions" }) {
  const { host } = new URL(wireUrl);
  const client = new core.default(new $OpenApiUtil.Config({ endpoint: host, protocol: "HTTP", ...key }));
  client.setGatewayClient(new gateway.default());
  const params = new $OpenApiUtil.Params({
    ...{ action: "GetLogs", version: "2020-12-30", protocol: "HTTPS", pathname: `/logstores/${at.logstore}?type=log` },
    ...{ method: "GET", authType: "AK", style: "ROA", reqBodyType: "json", bodyType: "array" },
  });
  const query = { query: '"said"', from: "0", to: "9999999999", ...asked };
  const headers = { host, Host: `${at.project}.${host}` };
  const request = new $OpenApiUtil.OpenApiRequest({ headers, query });
  return (await client.execute(params, request, new $dara.RuntimeOptions({})))["body"];
}

const code = 'exports.handler = async () => { console.log("said \\"once\\" & a + b"); return "{}"; };';

async function createBench(flips: readonly string[] = []) {
  const { cloud, make, as } = await createAccountBench({ stack: "bench", flips });
  await make(stack);
  const port = Number(new URL(cloud.wireUrl).port);
  const client = createFcClient({ port, principals: { account: { ...cloud.accessKey, securityToken: undefined } } });
  await client.createFunction(
    new fcSdk.CreateFunctionRequest({
      body: new fcSdk.CreateFunctionInput({
        ...{ functionName: "bench-talk", runtime: "nodejs20", handler: "index.handler", timeout: 30, memorySize: 256 },
        ...{
          role: "acs:ram::1000000000000001:role/bench-cn-hangzhou-talk",
          logConfig: { project, logstore: "functions" },
        },
        code: { zipFile: zipped({ "index.js": code }) },
      }),
    }),
  );
  const talk = () => client.invokeFunction("bench-talk", new fcSdk.InvokeFunctionRequest({}));
  return {
    cloud,
    talk,
    as,
    readBy: (key: Key, ...more: [object?, { project: string; logstore: string }?]) => read(cloud.wireUrl, key, ...more),
  };
}

test("what a function writes can be read from its logstore, some seconds later", async () => {
  const { cloud, talk, readBy } = await createBench();
  await talk();
  expect(await readBy(cloud.accessKey)).toEqual([]);
  await cloud.clock.advance(2_000);
  expect(await readBy(cloud.accessKey)).toEqual([
    expect.objectContaining({
      __topic__: "FCLogs:bench-talk",
      message: expect.stringContaining('said "once" & a + b'),
    }),
  ]);
  expect(await readBy(cloud.accessKey, { query: '"silent"' })).toEqual([]);
  expect(await readBy(cloud.accessKey, { to: "1" })).toEqual([]);
});

test("by the guess's other side it takes two minutes", async () => {
  const { cloud, talk, readBy } = await createBench(["log.ships"]);
  await talk();
  await cloud.clock.advance(2_000);
  expect(await readBy(cloud.accessKey)).toEqual([]);
  await cloud.clock.advance(118_000);
  expect(await readBy(cloud.accessKey)).toHaveLength(1);
});

test("who lacks the right, signs wrongly, or asks for what is not there gets the documented error", async () => {
  const { cloud, as, readBy } = await createBench();
  const { key: reader } = await as({ Effect: "Allow", Action: ["log:GetLogStoreLogs"], Resource: [resource] });
  expect(await readBy(reader)).toEqual([]);
  const refused = (key: Key, ...more: [object?, { project: string; logstore: string }?]) =>
    expect(readBy(key, ...more)).rejects;
  const { key: other } = await as(mayLog);
  await refused(other).toMatchObject({ code: "Unauthorized", data: { statusCode: 401 } });
  await refused(other).toThrow(/denied by sts or ram, action: log:GetLogStoreLogs, resource: acs:log:cn-hangzhou:/);
  await refused({ ...reader, accessKeySecret: "another" }).toMatchObject({ code: "SignatureNotMatch" });
  await refused({ ...reader, accessKeyId: "LTAInobody" }).toMatchObject({ code: "Unauthorized" });
  const nowhere = { project: "nobody-logs", logstore: "functions" };
  await refused(cloud.accessKey, {}, nowhere).toMatchObject({ code: "ProjectNotExist", data: { statusCode: 404 } });
  await refused(cloud.accessKey, {}, { project, logstore: "none" }).toMatchObject({ code: "LogStoreNotExist" });
  await refused(cloud.accessKey, { query: "said | select 1" }).toMatchObject({ code: "ParameterInvalid" });
});
