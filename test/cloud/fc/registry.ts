import type { FunctionDefinition } from "./function-definition.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What was said of a trigger, for reading back. */
export type TriggerRecord = {
  readonly triggerId: string;
  readonly triggerType: string;
  readonly description: string | undefined;
  /** JSON, as it was sent. */
  readonly triggerConfig: string;
  readonly createdMs: number;
  readonly modifiedMs: number;
};

/** A function of the account in this region: how it runs, and what was said of it. */
export type FunctionRecord = {
  readonly functionId: string;
  readonly definition: FunctionDefinition;
  /** Its settings as they were sent, without its code. */
  readonly settings: Fields;
  readonly code: { readonly checksum: string; readonly sizeBytes: number };
  readonly triggers: ReadonlyMap<string, TriggerRecord>;
  /** As it was sent; undefined: the defaults hold. */
  readonly asyncInvokeConfig: (Fields & { readonly createdMs: number; readonly modifiedMs: number }) | undefined;
  readonly reservedConcurrency: number | undefined;
  readonly tags: ReadonlyMap<string, string>;
  readonly createdMs: number;
  readonly modifiedMs: number;
};

/** Everything that is deployed, now. */
export type Registry = {
  readonly all: () => readonly FunctionRecord[];
  readonly find: (functionName: string) => FunctionRecord | undefined;
  /** By its name in the tester's view. */
  readonly byResource: (resource: string) => FunctionDefinition | undefined;
  /** Puts a function there, or in the place of what it was. */
  readonly put: (record: FunctionRecord) => void;
  readonly remove: (functionName: string) => void;
  /** Told after each change; with the name of a function whose instances are out of date. */
  readonly onChange: (listener: (outdated: string | undefined) => void) => void;
};

export function createRegistry(): Registry {
  const records = new Map<string, FunctionRecord>();
  const listeners: ((outdated: string | undefined) => void)[] = [];
  const changed = (outdated: string | undefined) => {
    for (const listener of listeners) listener(outdated);
  };
  return {
    all: () => [...records.values()],
    find: (functionName) => records.get(functionName),
    byResource: (resource) =>
      [...records.values()].find(({ definition }) => definition.resource === resource)?.definition,
    put: (record) => {
      const { functionName } = record.definition;
      const before = records.get(functionName);
      records.set(functionName, record);
      changed(before === undefined || runsAlike(before, record) ? undefined : functionName);
    },
    remove: (functionName) => {
      records.delete(functionName);
      changed(functionName);
    },
    onChange: (listener) => void listeners.push(listener),
  };
}

/** Whether instances of the one are good for the other: they have the same settings and the same code. */
const runsAlike = (a: FunctionRecord, b: FunctionRecord) =>
  a.settings === b.settings && a.definition.codeDir === b.definition.codeDir;
