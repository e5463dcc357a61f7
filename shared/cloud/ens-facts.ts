import type { RuntimeOptions } from "@darabonba/typescript";
import type { SystemEvent } from "../remediation/answerable.ts";

/** What look sees of an edge instance. */
export type EdgeFacts = {
  readonly instance: { readonly status: string } | undefined;
  /** True unless every disk is known to be elsewhere. */
  readonly hasLocalDisks: boolean;
  readonly events: readonly SystemEvent[];
  /** When it was read, epoch milliseconds. */
  readonly readAtMs: number;
};

/** One call of the API: its parameters by the document's names. */
export type EnsCall = (
  action: string,
  query: Readonly<Record<string, unknown>>,
  options: RuntimeOptions,
) => Promise<object>;
