import { createRequire } from "node:module";
import type { Principal } from "../cloud/core/principals.ts";
import { createCaller, createFcBench, handler } from "./fc-bench.ts";

type Config = {
  readonly accessKeyID: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
  readonly region: string;
  readonly endpoint: string;
  readonly timeout?: number;
};
type Headers = Readonly<Record<string, string>>;
type Answer = { readonly headers: Headers; readonly data: string };
type Client = {
  readonly invokeFunction: (
    service: string,
    name: string,
    event: string,
    headers?: Headers,
    qualifier?: string,
  ) => Promise<Answer>;
};

/** The official client of FC 2.0, which has no types. */
const Fc2: new (accountId: string, config: Config) => Client = createRequire(import.meta.url)("@alicloud/fc2");

export const accountId = "1000000000000001";
const regionId = "cn-hangzhou";

export type Key = Pick<Principal, "accessKeyId" | "accessKeySecret" | "securityToken">;

/** Function Compute with hooks, and both official clients. */
export async function createHooksBench(flips: readonly string[] = []) {
  const bench = await createFcBench({ f: handler("") }, {}, flips);
  const statementOn = (resources: readonly string[]) => ({
    Effect: "Allow" as const,
    Action: "fc:InvokeFunction",
    Resource: resources.map((resource) => `acs:fc:${regionId}:${accountId}:${resource}`),
  });
  return {
    ...bench,
    hooks: bench.fc.hooks,
    /** A RAM user who may invoke what these resources are. */
    user: (...resources: readonly string[]) => bench.principals.addUser("maria", [statementOn(resources)]),
    /** A function's role that may do the same: temporary credentials. */
    role: (...resources: readonly string[]) =>
      bench.principals.assume({ function: "reconcile", instance: undefined, statements: [statementOn(resources)] }),
    fc3: (name: string, payload: string, key?: Key) => createCaller(bench, key)(name, payload),
    fc2: (key: Key = bench.principals.account, config: Partial<Config> = {}) =>
      new Fc2(accountId, {
        accessKeyID: key.accessKeyId,
        accessKeySecret: key.accessKeySecret,
        securityToken: key.securityToken,
        region: regionId,
        endpoint: bench.url,
        ...config,
      }),
  };
}
