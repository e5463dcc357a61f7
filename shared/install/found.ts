/** A function that FC has, in FC's own words. What FC adds beside what was asked for is in it too. */
export type FoundFunction = {
  readonly name: string;
  /** What GetFunction answers. */
  readonly properties: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string>>;
  /** By key. */
  readonly tags: Readonly<Record<string, string>>;
  readonly codeChecksum: string | undefined;
  readonly reservedConcurrency: number | undefined;
  readonly asyncInvokeConfig: Readonly<Record<string, unknown>> | undefined;
  /** By name. */
  readonly triggers: ReadonlyMap<string, FoundTrigger>;
};

export type FoundTrigger = {
  readonly type: string;
  readonly qualifier: string | undefined;
  readonly config: unknown;
  /** Of an HTTP trigger: where it listens. */
  readonly url?: string | undefined;
};

/** The stack of ROS. */
export type FoundStack = {
  readonly id: string;
  /** `CREATE_COMPLETE`, `UPDATE_IN_PROGRESS` … */
  readonly status: string;
  readonly reason: string;
  readonly template: unknown;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** The value of our tag. */
  readonly mark: string | undefined;
};

/** A role of RAM. `trusts`: the document that says who may take it, JSON. */
export type FoundRole = { readonly name: string; readonly description: string; readonly trusts: string };

/** All that is there of a stack. */
export type Found = {
  readonly stack: FoundStack | undefined;
  /** Those whose names begin with the stack's, ours or not. */
  readonly functions: readonly FoundFunction[];
  /** By name: those of functions, and those that are rights to act. */
  readonly roles: ReadonlyMap<string, FoundRole>;
  /** What `console` says that the stack may send; undefined if there is none that answers. */
  readonly told: { readonly operations: readonly string[] } | undefined;
};
