import * as z from "zod";
import type { Account } from "../account/account.ts";
import type { AccountNeeds } from "../account/account-needs.ts";
import type { Holds } from "../core/guesses.ts";
import type { Product } from "../core/http.ts";
import { allows, type Principal } from "../core/principals.ts";
import { createDefineAction } from "../rpc/define-action.ts";
import { integerText } from "../rpc/integer-text.ts";
import type { Parameters } from "../rpc/parameters.ts";
import { type ErrorRow, RpcError } from "../rpc/rpc-error.ts";
import { createRpcProduct } from "../rpc/rpc-product.ts";
import type { TablestoreInstance } from "./instances.ts";

type State = { readonly account: Account; readonly holds: Holds };

/** Codes invented: the API's pages list none. */
const errors = {
  notFound: (name: string): ErrorRow => ({ status: 404, code: "InstanceNotFound", message: `No instance ${name}.` }),
  forbidden: { status: 403, code: "NoPermission", message: "You are not authorized to do this action." },
  throttled: { status: 429, code: "Throttling.User", message: "Request was denied due to user flow control." },
  invalid: (name: string): ErrorRow => ({ status: 400, code: "InvalidParameter", message: `${name} is not valid.` }),
} as const;

const defineAction = createDefineAction<State>({
  ignoresUnknown: () => false,
  missing: (name) => errors.invalid(name),
  malformed: ([name]) => errors.invalid(String(name)),
});

const getInstance = defineAction({
  name: "GetInstance",
  changesWorld: false,
  params: z.strictObject({ InstanceName: z.string() }),
  errors: [errors.notFound("")],
  run: ({ account }, { InstanceName }) => {
    const instance = account.instances.find(InstanceName);
    if (instance === undefined) throw new RpcError(errors.notFound(InstanceName));
    return shown(instance, account);
  },
});

/** A name is searched by its parts; a page has 200 at most, by name. */
const listInstances = defineAction({
  name: "ListInstances",
  changesWorld: false,
  params: z.strictObject({
    InstanceName: z.string().default(""),
    MaxResults: integerText.pipe(z.int().min(1).max(200)).default(200),
    NextToken: z.string().default(""),
  }),
  errors: [],
  run: ({ account }, { InstanceName, MaxResults, NextToken }) => {
    const wanted = account.instances
      .all()
      .filter(({ instanceName }) => instanceName.includes(InstanceName) && instanceName >= NextToken)
      .toSorted((a, b) => (a.instanceName < b.instanceName ? -1 : 1));
    const next = wanted[MaxResults];
    const listed = wanted.slice(0, MaxResults).map((instance) => shown(instance, account));
    return { TotalCount: wanted.length, Instances: listed, ...(next && { NextToken: next.instanceName }) };
  },
});

const shown = ({ instanceName, networks, properties, createdMs }: TablestoreInstance, account: Account) => ({
  InstanceName: instanceName,
  InstanceStatus: "normal",
  InstanceSpecification: properties["ClusterType"] ?? "SSD",
  NetworkTypeACL: networks,
  NetworkSourceACL: properties["NetworkSourceACL"] ?? [],
  RegionId: account.regionId,
  UserId: account.accountId,
  CreateTime: new Date(createdMs).toISOString(),
});

/** The API of Tablestore's instances, version 2020-12-09: what is there, for readers. Its calls are signed and answered as in RPC style. */
export const createInstanceApi = ({ account, holds, ...needs }: AccountNeeds): Product =>
  createRpcProduct<State>(
    {
      product: "tablestore",
      version: "2020-12-09",
      signerFirst: true,
      origin: { host: `tablestore.${account.regionId}.aliyuncs.com`, productCode: "Tablestore" },
      actions: new Map([getInstance, listInstances].map((action) => [action.name, action])),
      state: { account, holds },
      throttle: errors.throttled,
      requireRight: (principal, { name }, asked) => requireRight(principal, name, asked, account),
      targetOf: ({ InstanceName }) => (typeof InstanceName === "string" ? InstanceName : undefined),
    },
    needs,
  );

function requireRight(
  principal: Principal,
  name: string,
  { InstanceName }: Parameters,
  { accountId, regionId }: Account,
) {
  const isList = name === "ListInstances";
  const resource = `acs:ots:${regionId}:${accountId}:instance/${isList ? "*" : InstanceName}`;
  if (!allows(principal, isList ? "ots:ListInstance" : `ots:${name}`, resource)) throw new RpcError(errors.forbidden);
}
