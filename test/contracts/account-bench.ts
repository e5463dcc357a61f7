import { createRequire } from "node:module";
import type OpenApi from "@alicloud/openapi-core";
import * as $dara from "@darabonba/typescript";
import { onTestFinished } from "vitest";
import { type CloudOptions, createCloud } from "../cloud/cloud.ts";
import { createHand } from "../hand.ts";

/** The official core as Node itself loads it: vitest would unwrap the default export once more. */
const core: typeof OpenApi = createRequire(import.meta.url)("@alicloud/openapi-core");
const { $OpenApiUtil, OpenApiUtil } = core;

type AccountView = {
  readonly stacks: Readonly<Record<string, string>>;
  readonly functions: readonly string[];
  readonly roles: readonly string[];
  readonly tablestoreInstances: readonly string[];
  readonly queues: Readonly<Record<string, number>>;
  readonly others: readonly string[];
};

type Key = { readonly accessKeyId: string; readonly accessKeySecret: string };

const versions = { ros: "2019-09-10", ram: "2015-05-01", sts: "2015-04-01", mns: "2022-01-19" } as const;

/** A cloud in which nothing is installed, and the official core's generic call with a key of the account, or of a user. */
export async function createAccountBench(options: Partial<CloudOptions> = {}) {
  const cloud = await createCloud({ port: 0, ...options });
  onTestFinished(cloud.close);
  const ask = async (method: string, path: string, body?: object) =>
    (await fetch(`${cloud.wireUrl}/_cloud/${path}`, { method, body: JSON.stringify(body) ?? null })).json();
  return {
    cloud,
    hand: createHand(cloud),
    account: async () => (await ask("GET", "account")) as AccountView,
    ...callsWith(cloud.wireUrl, cloud.accessKey),
    /** The same calls by a user who may do what the statements say. */
    as: async (...Statement: readonly object[]) =>
      callsWith(cloud.wireUrl, (await ask("POST", "users", { name: "deployer", policy: { Statement } })) as Key),
  };
}

function callsWith(wireUrl: string, key: Key) {
  const client = new core.default(
    new $OpenApiUtil.Config({ endpoint: new URL(wireUrl).host, protocol: "HTTP", ...key }),
  );
  const call = async (product: keyof typeof versions, action: string, query: object, body: object = {}) => {
    const answer = await client.callApi(
      new $OpenApiUtil.Params({
        action,
        version: versions[product],
        protocol: "HTTPS",
        pathname: "/",
        method: "POST",
        authType: "AK",
        style: "RPC",
        reqBodyType: "formData",
        bodyType: "json",
      }),
      new $OpenApiUtil.OpenApiRequest({ query: OpenApiUtil.query({ ...query }), body: { ...body } }),
      new $dara.RuntimeOptions({ readTimeout: 120_000, connectTimeout: 120_000 }),
    );
    return answer["body"];
  };
  /** Tablestore's API of instances is in ROA style. */
  const instances = async (action: "GetInstance" | "ListInstances", query: Record<string, string>) => {
    const answer = await client.callApi(
      new $OpenApiUtil.Params({
        action,
        version: "2020-12-09",
        protocol: "HTTPS",
        pathname: `/v2/openapi/${action.toLowerCase()}`,
        method: "GET",
        authType: "AK",
        style: "ROA",
        reqBodyType: "json",
        bodyType: "json",
      }),
      new $OpenApiUtil.OpenApiRequest({ query }),
      new $dara.RuntimeOptions({ readTimeout: 120_000, connectTimeout: 120_000 }),
    );
    return answer["body"];
  };
  const ros = (action: string, query: object, template?: object) =>
    call("ros", action, { RegionId: "cn-hangzhou", ...query }, template && { TemplateBody: JSON.stringify(template) });
  const create = async (template: object, query: object = {}): Promise<string> =>
    (await ros("CreateStack", { StackName: "bench", ...query }, template)).StackId;
  const get = (StackId: string) => ros("GetStack", { StackId });
  /** Looks until the stack is at rest. */
  const settle = async (StackId: string) => {
    for (;;) {
      const stack = await get(StackId);
      if (!String(stack.Status).endsWith("_IN_PROGRESS")) return stack;
    }
  };
  return {
    key,
    call,
    instances,
    ros,
    create,
    get,
    settle,
    make: async (template: object, query: object = {}) => settle(await create(template, query)),
  };
}

/** A template of these resources. */
export const templateOf = (Resources: object, rest: object = {}) => ({
  ROSTemplateFormatVersion: "2015-09-01",
  Resources,
  ...rest,
});

/** A role for functions that may do nothing, or what the statements say. */
export const role = (RoleName: unknown, statements?: readonly object[]) => ({
  Type: "ALIYUN::RAM::Role",
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: {
      Version: "1",
      Statement: [{ Action: "sts:AssumeRole", Effect: "Allow", Principal: { Service: ["fc.aliyuncs.com"] } }],
    },
    ...(statements && {
      Policies: [{ PolicyName: RoleName, PolicyDocument: { Version: "1", Statement: statements } }],
    }),
  },
});

export const queue = (QueueName: unknown, more: object = {}) => ({
  Type: "ALIYUN::MNS::Queue",
  Properties: { QueueName, ...more },
});

export const ledger = (InstanceName: string, more: object = {}) => ({
  Type: "ALIYUN::OTS::InstanceV2",
  DeletionPolicy: "Retain",
  Properties: { InstanceName, ClusterType: "HYBRID", NetworkTypeACL: ["VPC"], ...more },
});
