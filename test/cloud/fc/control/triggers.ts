import { randomUUID } from "node:crypto";
import { changed } from "../function-definition.ts";
import type { FunctionRecord, TriggerRecord } from "../registry.ts";
import { type Trigger, trigger as triggerSchema } from "../trigger-props.ts";
import { type Asked, type ControlAction, functionArn, isoSeconds, type Plane, paths, recordFor } from "./action.ts";
import { FcError, invalidArgument } from "./fc-error.ts";
import { pageOf } from "./page.ts";
import { parsed, parseJsonText } from "./parsed.ts";

const createTrigger: ControlAction = {
  name: "CreateTrigger",
  method: "POST",
  path: paths.triggers,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    const trigger = read(asked.body);
    const { triggerName, triggerType, description } = trigger;
    if (record.triggers.has(triggerName)) {
      throw new FcError(409, "TriggerAlreadyExists", `trigger '${triggerName}' already exists`);
    }
    checkOnlyDoor(trigger, record);
    const times = { createdMs: plane.nowMs(), modifiedMs: plane.nowMs() };
    const triggerConfig = String(asked.body["triggerConfig"]);
    const made = { triggerId: randomUUID(), triggerType, description, triggerConfig, ...times };
    put(record, trigger, made, plane);
    return shown(record, triggerName, made, plane);
  },
};

const updateTrigger: ControlAction = {
  name: "UpdateTrigger",
  method: "PUT",
  path: paths.trigger,
  run: (asked, plane) => {
    const [record, before] = triggerFor(asked, plane);
    const { triggerName } = asked;
    const { triggerType, triggerConfig, description } = before;
    const said = { triggerConfig, ...(description !== undefined && { description }), ...asked.body };
    const trigger = read({ ...said, triggerName, triggerType });
    const times = { createdMs: before.createdMs, modifiedMs: plane.nowMs() };
    const after = { ...before, description: trigger.description, triggerConfig: String(said.triggerConfig), ...times };
    put(record, trigger, after, plane);
    return shown(record, triggerName, after, plane);
  },
};

const getTrigger: ControlAction = {
  name: "GetTrigger",
  method: "GET",
  path: paths.trigger,
  run: (asked, plane) => {
    const [record, trigger] = triggerFor(asked, plane);
    return shown(record, asked.triggerName, trigger, plane);
  },
};

const deleteTrigger: ControlAction = {
  name: "DeleteTrigger",
  method: "DELETE",
  path: paths.trigger,
  run: (asked, plane) => {
    const [record] = triggerFor(asked, plane);
    const { triggerName } = asked;
    const left = record.definition.triggers.filter((trigger) => trigger.triggerName !== triggerName);
    plane.registry.put({
      ...record,
      definition: changed(record.definition, { triggers: left }),
      triggers: new Map([...record.triggers].filter(([name]) => name !== triggerName)),
    });
    return undefined;
  },
};

const listTriggers: ControlAction = {
  name: "ListTriggers",
  method: "GET",
  path: paths.triggers,
  run: (asked, plane) => {
    const record = recordFor(asked, plane);
    const { page, ...next } = pageOf([...record.triggers], ([name]) => name, asked.query);
    return { triggers: page.map(([name, trigger]) => shown(record, name, trigger, plane)), ...next };
  },
};

export const triggerActions = [createTrigger, updateTrigger, getTrigger, deleteTrigger, listTriggers];

const read = (said: Asked["body"]): Trigger =>
  parsed(triggerSchema, { ...said, triggerConfig: parseJsonText("triggerConfig", said["triggerConfig"]) });

function triggerFor(asked: Asked, plane: Plane): readonly [FunctionRecord, TriggerRecord] {
  const record = recordFor(asked, plane);
  const trigger = record.triggers.get(asked.triggerName);
  if (trigger !== undefined) return [record, trigger];
  throw new FcError(404, "TriggerNotFound", `trigger '${asked.triggerName}' does not exist`);
}

/** One HTTP trigger per version (facts: FC 3.0, HTTP triggers); the code is invented. */
function checkOnlyDoor({ triggerType }: Trigger, { triggers }: FunctionRecord) {
  const isSecond = triggerType === "http" && [...triggers.values()].some((other) => other.triggerType === "http");
  if (isSecond) throw invalidArgument("triggerType: the function has an HTTP trigger already.");
}

function put(record: FunctionRecord, trigger: Trigger, said: TriggerRecord, { registry }: Plane) {
  const others = record.definition.triggers.filter(({ triggerName }) => triggerName !== trigger.triggerName);
  registry.put({
    ...record,
    definition: changed(record.definition, { triggers: [...others, trigger] }),
    triggers: new Map([...record.triggers, [trigger.triggerName, said]]),
  });
}

/** The structure Trigger of the API. */
function shown({ definition }: FunctionRecord, triggerName: string, trigger: TriggerRecord, { account, url }: Plane) {
  const door = `${url}/fn/${definition.resource}/`;
  return {
    triggerName,
    triggerId: trigger.triggerId,
    triggerType: trigger.triggerType,
    triggerConfig: trigger.triggerConfig,
    qualifier: "LATEST",
    ...(trigger.description !== undefined && { description: trigger.description }),
    ...(trigger.triggerType === "http" && { httpTrigger: { urlInternet: door, urlIntranet: door } }),
    targetArn: functionArn(account, definition.functionName),
    createdTime: isoSeconds(trigger.createdMs),
    lastModifiedTime: isoSeconds(trigger.modifiedMs),
  };
}
