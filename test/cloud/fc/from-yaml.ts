import { randomUUID } from "node:crypto";
import type { LogProjects } from "../log/log-projects.ts";
import type { Queues } from "../smq/queues.ts";
import { queueOf } from "../smq/queues.ts";
import type { CodeStore } from "./code-store.ts";
import type { FunctionRecord, TriggerRecord } from "./registry.ts";
import type { YamlFunction } from "./serverless-yaml.ts";

/** A function of s.yaml as FC would have it after a deployment. */
export function recordOf(yaml: YamlFunction, { code, nowMs }: { readonly code: CodeStore; readonly nowMs: number }) {
  const { written, ...described } = yaml;
  const definition = { ...described, codeDir: code.copy(yaml.functionName, yaml.codeDir) };
  const { code: _, region, customDomain, triggers, asyncInvokeConfig, concurrencyConfig, ...settings } = written;
  const times = { createdMs: nowMs, modifiedMs: nowMs };
  const record: FunctionRecord = {
    functionId: randomUUID(),
    definition,
    settings,
    code: { checksum: "0", sizeBytes: 0 }, // what was packed is not known
    triggers: new Map(yaml.triggers.map(({ triggerName }, index) => [triggerName, triggerOf(yaml, index, nowMs)])),
    asyncInvokeConfig: asyncInvokeConfig === undefined ? undefined : { ...yaml.asyncInvokeConfig, ...times },
    reservedConcurrency: reservedIn(concurrencyConfig),
    tags: new Map(),
    ...times,
  };
  return record;
}

function triggerOf({ written, triggers }: YamlFunction, index: number, nowMs: number): TriggerRecord {
  const { triggerType = "", description } = triggers[index] ?? {};
  const said: unknown = Array.isArray(written["triggers"]) ? written["triggers"][index]?.triggerConfig : undefined;
  const times = { createdMs: nowMs, modifiedMs: nowMs };
  return { triggerId: randomUUID(), triggerType, description, triggerConfig: JSON.stringify(said), ...times };
}

const reservedIn = (config: unknown) =>
  typeof config === "object" && config !== null && "reservedConcurrency" in config
    ? Number(config.reservedConcurrency)
    : undefined;

/** s.yaml makes no queues; those that it names are there, as if somebody had made them before. */
export function ensureQueues({ asyncInvokeConfig, triggers }: YamlFunction, queues: Queues): void {
  const named = [
    asyncInvokeConfig.destinationConfig?.onFailure?.destination,
    ...triggers.map((trigger) =>
      trigger.triggerType === "eventbridge" ? trigger.triggerConfig.runOptions.deadLetterQueue?.Arn : undefined,
    ),
  ];
  for (const arn of named) {
    const queueName = arn === undefined ? undefined : queueOf(arn);
    if (queueName !== undefined) queues.ensure(queueName);
  }
}

/** s.yaml makes no logstores; those that it names are there, as if somebody had made them before. */
export function ensureLogstore({ logstore: place }: YamlFunction, logs: LogProjects): void {
  if (place === undefined) return;
  if (!logs.has(place.project)) logs.addProject(place.project);
  if (!logs.has(place.project, place.logstore)) logs.addLogstore(place.project, place.logstore);
}
