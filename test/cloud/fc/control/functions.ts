import { randomUUID } from "node:crypto";
import type { FunctionRecord } from "../registry.ts";
import { type ControlAction, functionArn, isoSeconds, type Plane, paths, recordFor } from "./action.ts";
import { definitionOf } from "./deploy-function.ts";
import { FcError } from "./fc-error.ts";
import { type FunctionSettings, readCode, readSettings } from "./function-input.ts";
import { pageOf } from "./page.ts";

const createFunction: ControlAction = {
  name: "CreateFunction",
  method: "POST",
  path: paths.functions,
  run: ({ body: { code: said, ...rest }, principal }, plane) => {
    const settings = readSettings(rest, principal, plane);
    const { functionName } = settings;
    if (plane.registry.find(functionName) !== undefined) {
      throw new FcError(409, "FunctionAlreadyExists", `function '${functionName}' already exists`);
    }
    const { files, ...code } = readCode(said);
    const codeDir = plane.code.unpack(functionName, files);
    const parts = { settings, codeDir, reservedConcurrency: undefined, asyncInvokeConfig: undefined, triggers: [] };
    const times = { createdMs: plane.nowMs(), modifiedMs: plane.nowMs() };
    const record: FunctionRecord = {
      functionId: randomUUID(),
      definition: definitionOf(parts, plane),
      settings,
      code,
      triggers: new Map(),
      asyncInvokeConfig: undefined,
      reservedConcurrency: undefined,
      tags: tagsIn(settings),
      ...times,
    };
    plane.registry.put(record);
    return shown(record, plane);
  },
};

/** What a field says replaces what was said of it before; what is not named stays. */
const updateFunction: ControlAction = {
  name: "UpdateFunction",
  method: "PUT",
  path: paths.function,
  run: (asked, plane) => {
    const before = recordFor(asked, plane);
    const { code: said, ...rest } = asked.body;
    const { functionName } = asked;
    const { tags: _, ...was } = before.settings;
    const settings = readSettings({ ...was, ...rest, functionName }, asked.principal, plane);
    const packed = said === undefined ? undefined : readCode(said);
    const codeDir = packed && plane.code.unpack(functionName, packed.files);
    const { asyncInvokeConfig, triggers } = before.definition;
    const { reservedConcurrency } = before;
    const parts = { settings, codeDir: codeDir ?? before.definition.codeDir, reservedConcurrency };
    const record: FunctionRecord = {
      ...before,
      definition: definitionOf({ ...parts, asyncInvokeConfig, triggers }, plane),
      settings,
      code: packed === undefined ? before.code : { checksum: packed.checksum, sizeBytes: packed.sizeBytes },
      modifiedMs: plane.nowMs(),
    };
    plane.registry.put(record);
    return shown(record, plane);
  },
};

const getFunction: ControlAction = {
  name: "GetFunction",
  method: "GET",
  path: paths.function,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    const qualifier = asked.query.get("qualifier") ?? "LATEST";
    if (qualifier === "LATEST" || qualifier === "") return shown(record, plane);
    throw new FcError(404, "VersionNotFound", `version or alias '${qualifier}' does not exist`);
  },
};

/** The code is documented, its status is invented. */
const deleteFunction: ControlAction = {
  name: "DeleteFunction",
  method: "DELETE",
  path: paths.function,
  run: (asked, plane) => {
    const { triggers } = recordFor(asked, plane);
    if (triggers.size > 0) {
      throw new FcError(409, "FunctionNotEmpty", `function '${asked.functionName}' has active triggers`);
    }
    plane.registry.remove(asked.functionName);
    return undefined;
  },
};

const listFunctions: ControlAction = {
  name: "ListFunctions",
  method: "GET",
  path: paths.functions,
  run: ({ query }, plane) => {
    const { page, ...next } = pageOf(plane.registry.all(), ({ definition }) => definition.functionName, query);
    return { functions: page.map((record) => shown(record, plane)), ...next };
  },
};

export const functionActions = [createFunction, updateFunction, getFunction, deleteFunction, listFunctions];

const tagsIn = ({ tags }: FunctionSettings) => new Map(tags.map(({ Key, Value }) => [Key, Value] as const));

/** The structure Function of the API. */
const shown = ({ settings, tags, ...record }: FunctionRecord, { account }: Pick<Plane, "account">) => ({
  ...settings,
  tags: [...tags].map(([Key, Value]) => ({ Key, Value })),
  functionId: record.functionId,
  functionArn: functionArn(account, record.definition.functionName),
  codeChecksum: record.code.checksum,
  codeSize: record.code.sizeBytes,
  createdTime: isoSeconds(record.createdMs),
  lastModifiedTime: isoSeconds(record.modifiedMs),
  state: "Active",
  lastUpdateStatus: "Successful",
});
