import * as z from "zod";
import type { Account } from "../../account/account.ts";
import { defineResource, type Made, ResourceError, type Rights, tagList } from "./resource-type.ts";

/** 3 to 16 characters, and none of the vendor's own words (tablestore 2020-12-09, CreateInstance). */
const instanceName = z
  .string()
  .regex(/^[a-zA-Z][-a-zA-Z0-9]{1,14}[a-zA-Z0-9]$/, "is no name of an instance.")
  .refine((name) => !/^(ali|ay|ots|taobao|admin)/.test(name), "begins with a word of the vendor's.");

const clusterType = z.enum(["SSD", "HYBRID"]);

/** The code is invented, after that of a table. */
function add(account: Account, instanceName: string, networks: readonly string[], properties: object): Made {
  if (account.instances.find(instanceName) !== undefined) {
    throw new ResourceError("OTSObjectAlreadyExist", `Requested instance ${instanceName} already exists.`);
  }
  account.instances.add({ instanceName, networks, properties: { ...properties }, createdMs: account.nowMs() });
  return { physicalId: instanceName, attributes: { InstanceName: instanceName } };
}

const rightsOn = (name: string, { accountId, regionId }: Account): Rights => ({
  resource: `acs:ots:${regionId}:${accountId}:instance/${name}`,
  create: ["ots:CreateInstance"],
  update: ["ots:UpdateInstance"],
  remove: ["ots:DeleteInstance"],
});

/** ALIYUN::OTS::InstanceV2. Without an ACL everybody may reach it (tablestore 2020-12-09; another page says nobody from outside). */
export const otsInstanceV2 = defineResource({
  name: "ALIYUN::OTS::InstanceV2",
  properties: z.strictObject({
    InstanceName: instanceName,
    ClusterType: clusterType,
    InstanceDescription: z.string().optional(),
    NetworkTypeACL: z.array(z.enum(["INTERNET", "VPC", "CLASSIC"])).default(["INTERNET", "VPC", "CLASSIC"]),
    NetworkSourceACL: z.array(z.enum(["TRUST_PROXY"])).optional(),
    ResourceGroupId: z.string().optional(),
    Tags: tagList.optional(),
  }),
  fixed: ["InstanceName", "ClusterType"],
  attributes: ["InstanceName"],
  rights: ({ InstanceName }, account) => rightsOn(InstanceName, account),
  create: (said, account) => add(account, said.InstanceName, said.NetworkTypeACL, said),
  update: (said, { instances }) => {
    const before = instances.find(said.InstanceName);
    if (before !== undefined) {
      before.networks = said.NetworkTypeACL; // it is changed, not replaced: the tables are this very instance's
      before.properties = { ...said };
    }
    return { InstanceName: said.InstanceName };
  },
  remove: ({ InstanceName }, { instances }) => instances.remove(InstanceName),
});

/** ALIYUN::OTS::Instance: the older type. */
export const otsInstance = defineResource({
  name: "ALIYUN::OTS::Instance",
  properties: z.strictObject({
    InstanceName: instanceName,
    ClusterType: clusterType.default("SSD"),
    Network: z.enum(["NORMAL", "VPC", "VPC_CONSOLE"]).default("NORMAL"),
    Description: z.string().optional(),
    Tags: tagList.optional(),
  }),
  fixed: ["InstanceName", "ClusterType", "Description"],
  attributes: ["InstanceName", "PublicEndpoint", "PrivateEndpoint", "VpcEndpoint"],
  rights: ({ InstanceName }, account) => rightsOn(InstanceName, account),
  create: (said, account) => {
    const networks = said.Network === "NORMAL" ? ["INTERNET", "VPC", "CLASSIC"] : ["VPC"];
    const made = add(account, said.InstanceName, networks, said);
    return { ...made, attributes: { ...made.attributes, ...endpointsOf(said.InstanceName, account) } };
  },
  update: ({ InstanceName }, account) => ({ InstanceName, ...endpointsOf(InstanceName, account) }),
  remove: ({ InstanceName }, { instances }) => instances.remove(InstanceName),
});

const endpointsOf = (name: string, { regionId }: Account) => ({
  PublicEndpoint: `https://${name}.${regionId}.ots.aliyuncs.com`,
  PrivateEndpoint: `https://${name}.${regionId}.ots-internal.aliyuncs.com`,
  VpcEndpoint: `https://${name}.${regionId}.vpc.tablestore.aliyuncs.com`,
});
