import * as z from "zod";
import type { FunctionRecord } from "../registry.ts";
import { type ControlAction, functionArn, type Plane, paths } from "./action.ts";
import { invalidArgument, noFunction } from "./fc-error.ts";
import { parsed, parseJsonText } from "./parsed.ts";

const resources = {
  ResourceType: z.string().regex(/^(ALIYUN::FC::)?function$/i, "must be function: other resources have no tags here."),
  ResourceId: z.array(z.string()).min(1).max(50),
};

const tagResources: ControlAction = {
  name: "TagResources",
  method: "POST",
  path: paths.tags,
  run: ({ body }, plane) => {
    const tag = z.strictObject({ Key: z.string().min(1), Value: z.string() });
    const { ResourceId, Tag } = parsed(z.strictObject({ ...resources, Tag: z.array(tag).min(1).max(20) }), body);
    for (const record of named(ResourceId, plane)) {
      const tags = new Map([...record.tags, ...Tag.map(({ Key, Value }) => [Key, Value] as const)]);
      plane.registry.put({ ...record, tags });
    }
    return undefined;
  },
};

const untagResources: ControlAction = {
  name: "UntagResources",
  method: "DELETE",
  path: paths.tags,
  run: ({ query }, plane) => {
    const { ResourceId, TagKey, All } = parsed(
      z.strictObject({ ...resources, TagKey: z.array(z.string()).default([]), All: z.stringbool().default(false) }),
      readQuery(query, ["ResourceId", "TagKey"]),
    );
    for (const record of named(ResourceId, plane)) {
      const tags = new Map([...record.tags].filter(([key]) => !All && !TagKey.includes(key)));
      plane.registry.put({ ...record, tags });
    }
    return undefined;
  },
};

const listTagResources: ControlAction = {
  name: "ListTagResources",
  method: "GET",
  path: paths.tags,
  run: ({ query }, plane) => {
    const tag = z.strictObject({ Key: z.string(), Value: z.string().optional() });
    const shape = { ...resources, ResourceId: resources.ResourceId.optional(), Tag: z.array(tag).default([]) };
    const said = readQuery(query, ["ResourceId", "Tag"]);
    const { ResourceId, Tag } = parsed(z.strictObject({ ...shape, Limit: z.string().optional() }), said);
    const records = ResourceId === undefined ? plane.registry.all() : named(ResourceId, plane);
    const wanted = records.filter(({ tags }) =>
      Tag.every(({ Key, Value }) => tags.has(Key) && (Value === undefined || tags.get(Key) === Value)),
    );
    return { TagResources: wanted.flatMap((record) => shown(record, plane)) };
  },
};

export const tagActions = [tagResources, untagResources, listTagResources];

/** Lists stand in the query as JSON. */
const readQuery = (query: URLSearchParams, lists: readonly string[]) =>
  Object.fromEntries(
    [...query].map(([name, value]) => [name, lists.includes(name) ? parseJsonText(name, value) : value]),
  );

/** Functions by ARN or by name. */
function named(ids: readonly string[], { registry }: Plane): readonly FunctionRecord[] {
  return ids.map((id) => {
    const name = /functions\/([^/]+)$/.exec(id)?.[1] ?? id;
    if (name.startsWith("acs:")) throw invalidArgument(`ResourceId: ${id} is no function.`);
    const record = registry.find(name);
    if (record === undefined) throw noFunction(name);
    return record;
  });
}

const shown = ({ definition, tags }: FunctionRecord, { account }: Plane) =>
  [...tags].map(([TagKey, TagValue]) => ({
    ResourceType: "function",
    ResourceId: functionArn(account, definition.functionName),
    TagKey,
    TagValue,
  }));
