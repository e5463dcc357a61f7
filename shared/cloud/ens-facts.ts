import type { RuntimeOptions } from "@darabonba/typescript";
import type { SystemEvent } from "../remediation/answerable.ts";

/** What look sees of an edge instance. */
export type EdgeFacts = {
  readonly instance: { readonly status: string; readonly zoneId?: undefined } | undefined;
  /** True unless every disk is known to be elsewhere. */
  readonly hasLocalDisks: boolean;
  readonly events: readonly SystemEvent[];
  /** When it was read, epoch milliseconds. */
  readonly readAtMs: number;
};

/** Parameters by the document's names. A list is sent joined by commas; one that is documented as JSON is text already. */
export type EnsQuery = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** One call of the API. */
export type EnsCall = (action: string, query: EnsQuery, options: RuntimeOptions) => Promise<object>;
