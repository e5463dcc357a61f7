import type { Blueprint } from "./blueprint.ts";

/** A resource of a stack, as it was last made or changed. */
export type StackResource = {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** It stays when the stack goes. */
  readonly isRetained: boolean;
  readonly status: string;
  readonly statusReason: string;
  readonly createdMs: number;
  readonly updatedMs: number | undefined;
};

/** One line of a stack's history. */
export type StackEvent = {
  readonly eventId: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly status: string;
  readonly statusReason: string;
  readonly atMs: number;
};

/** Something under way: `advance` does a part of it; `finish` what is left. */
export type StackWork = {
  readonly verb: "CREATE" | "UPDATE" | "DELETE" | "ROLLBACK";
  readonly advance: () => void;
  readonly finish: () => void;
};

/** A stack of resources. */
export type Stack = {
  readonly stackId: string;
  readonly stackName: string;
  blueprint: Blueprint;
  readonly resources: Map<string, StackResource>;
  /** Resources that could not be made, changed or removed in what was last done, with what they were before. */
  readonly failures: Map<string, StackResource>;
  readonly events: StackEvent[];
  readonly tags: readonly { readonly Key: string; readonly Value?: string | undefined }[];
  status: string;
  statusReason: string;
  isProtected: boolean;
  disableRollback: boolean;
  readonly timeoutMinutes: number;
  readonly createdMs: number;
  updatedMs: number | undefined;
  work: StackWork | undefined;
};

/** The stacks of the account in this region. */
export type Stacks = {
  readonly all: () => readonly Stack[];
  readonly byId: (stackId: string) => Stack | undefined;
  /** The one of this name that is not deleted. */
  readonly byName: (stackName: string) => Stack | undefined;
  readonly add: (stack: Stack) => void;
};

export function createStacks(): Stacks {
  const stacks: Stack[] = [];
  return {
    all: () => [...stacks],
    byId: (stackId) => stacks.find((stack) => stack.stackId === stackId),
    byName: (stackName) => stacks.find((stack) => stack.stackName === stackName && !isGone(stack)),
    add: (stack) => void stacks.push(stack),
  };
}

export const isGone = ({ status }: Pick<Stack, "status">) => status === "DELETE_COMPLETE";
