import type { Input } from "./good-inputs.ts";

/** One row of a document's table of request parameters, and what we do with it. */
export type ParameterRow = {
  readonly document: string;
  /** From 1, in the document's order. */
  readonly row: number;
  readonly operation: string;
  /** The document's name, with a dot where it nests. */
  readonly name: string;
  readonly type: "string" | "boolean" | "integer" | "array<object>" | "object";
  readonly required: boolean;
  /** True if we do not need what the document requires. */
  readonly mayMiss?: true;
  readonly decision: "accept" | "accept and warn" | "refuse";
  readonly why: string;
  /** What is changed in parameters that are good, and what then goes over the wire, as the wire log has it. */
  readonly accepts: readonly { readonly input: Input; readonly sent: Input }[];
  /** What is changed in them, and how that is refused. */
  readonly refuses: readonly ParameterRefusal[];
};

export type ParameterRefusal = {
  readonly input: Input;
  readonly code: string;
  /** 400 unless it says otherwise. */
  readonly status?: number;
  /** Refused for what the look has read; else without a call of any kind. */
  readonly by?: "look";
};

/** A row as the tables of this folder write it down; the document and the operation stand once per table. */
export type TableRow = Omit<ParameterRow, "document" | "operation">;
