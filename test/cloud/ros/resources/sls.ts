import * as z from "zod";
import type { Account } from "../../account/account.ts";
import { defineResource, ResourceError, type Rights, tagList, truth, wholeNumber } from "./resource-type.ts";

const projectName = z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, "is no name of a log project.");
const logstoreName = z.string().regex(/^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$/, "is no name of a logstore.");

const rightsOn = (path: string, kind: string, { accountId, regionId }: Account): Rights => ({
  resource: `acs:log:${regionId}:${accountId}:project/${path}`,
  create: [`log:Create${kind}`],
  update: [`log:Update${kind}`],
  remove: [`log:Delete${kind}`],
});

/** ALIYUN::SLS::Project. Codes: sls 2020-12-30. */
export const slsProject = defineResource({
  name: "ALIYUN::SLS::Project",
  properties: z.strictObject({
    Name: projectName,
    Description: z.string().optional(),
    DataRedundancyType: z.enum(["LRS", "ZRS"]).optional(),
    ResourceGroupId: z.string().optional(),
    Tags: tagList.optional(),
  }),
  fixed: ["Name", "DataRedundancyType"],
  attributes: ["Name"],
  rights: ({ Name }, account) => rightsOn(Name, "Project", account),
  create: ({ Name }, { logs }) => {
    if (logs.has(Name)) throw new ResourceError("ProjectAlreadyExist", `Project ${Name} already exist.`);
    logs.addProject(Name);
    return { physicalId: Name, attributes: { Name } };
  },
  update: ({ Name }) => ({ Name }),
  remove: ({ Name }, { logs }) => logs.removeProject(Name),
});

/** ALIYUN::SLS::Logstore. */
export const slsLogstore = defineResource({
  name: "ALIYUN::SLS::Logstore",
  properties: z.strictObject({
    ProjectName: projectName,
    LogstoreName: logstoreName,
    TTL: wholeNumber.pipe(z.int().min(1).max(3_650)).optional(),
    ShardCount: wholeNumber.pipe(z.int().min(1).max(100)).optional(),
    AutoSplit: truth.optional(),
    MaxSplitShard: wholeNumber.optional(),
    AppendMeta: truth.optional(),
    EnableTracking: truth.optional(),
    PreserveStorage: truth.optional(),
    Mode: z.enum(["standard", "query"]).optional(),
    EncryptConf: z.unknown().optional(),
  }),
  fixed: ["ProjectName", "LogstoreName", "ShardCount"],
  attributes: ["ProjectName", "LogstoreName"],
  rights: ({ ProjectName, LogstoreName }, account) =>
    rightsOn(`${ProjectName}/logstore/${LogstoreName}`, "LogStore", account),
  create: ({ ProjectName, LogstoreName }, { logs }) => {
    if (!logs.has(ProjectName)) throw new ResourceError("ProjectNotExist", `Project ${ProjectName} does not exist.`);
    if (logs.has(ProjectName, LogstoreName)) {
      throw new ResourceError("LogStoreAlreadyExist", `logstore ${LogstoreName} already exists.`);
    }
    logs.addLogstore(ProjectName, LogstoreName);
    return { physicalId: `${ProjectName}/${LogstoreName}`, attributes: { ProjectName, LogstoreName } };
  },
  update: ({ ProjectName, LogstoreName }) => ({ ProjectName, LogstoreName }),
  remove: ({ ProjectName, LogstoreName }, { logs }) => logs.removeLogstore(ProjectName, LogstoreName),
});

const keyIndex = z.strictObject({
  Name: z.string(),
  Type: z.enum(["text", "long", "double", "json"]),
  Alias: z.string().optional(),
  CaseSensitive: truth.optional(),
  Delimiter: z.string().optional(),
  EnableAnalytics: truth.optional(),
  IncludeChinese: truth.optional(),
  JsonKeyIndices: z.array(z.unknown()).optional(),
});

/** ALIYUN::SLS::Index: kept, nothing is searched here. */
export const slsIndex = defineResource({
  name: "ALIYUN::SLS::Index",
  properties: z.strictObject({
    ProjectName: projectName,
    LogstoreName: logstoreName,
    FullTextIndex: z.strictObject({
      Enable: truth,
      CaseSensitive: truth.optional(),
      Delimiter: z.string().optional(),
      IncludeChinese: truth.optional(),
    }),
    KeyIndices: z.array(keyIndex).optional(),
    LogReduce: truth.optional(),
  }),
  fixed: ["ProjectName", "LogstoreName"],
  attributes: [],
  rights: ({ ProjectName, LogstoreName }, account) =>
    rightsOn(`${ProjectName}/logstore/${LogstoreName}`, "Index", account),
  create: ({ ProjectName, LogstoreName }, { logs }) => {
    if (!logs.has(ProjectName, LogstoreName)) {
      throw new ResourceError("LogStoreNotExist", `logstore ${LogstoreName} does not exist.`);
    }
    return { physicalId: `${ProjectName}/${LogstoreName}/index`, attributes: {} };
  },
  update: () => ({}),
  remove: () => undefined,
});
