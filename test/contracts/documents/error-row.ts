import type { Input } from "./good-inputs.ts";
import type { RaisedEvent } from "./raised-event.ts";
import type { Told } from "./told.ts";

/**
 * What brings a row about: our own check of the parameters, before any call; the seed world, as our look or as the cloud
 * itself sees it; or a planned fault, where no parameters and no state of the seed world reach the row.
 */
type Cause =
  | { readonly how: "validation" }
  | { readonly how: "state"; readonly by: "look" | "cloud" }
  | { readonly how: "fault"; readonly effect?: "throttle" };

/** A row as the tables of this folder write it down; the document and the operation stand once per table. */
export type TableRow = Told &
  Cause & {
    /** From 1, in the document's order. */
    readonly row: number;
    readonly status: number;
    readonly code: string;
    /** The document's text; %s stands for what the cloud puts in. */
    readonly message: string;
    /** The code as answered, where the document's has a %s. */
    readonly answered?: string;
    readonly input: Input;
    readonly raise?: RaisedEvent;
  };

/** One row of a document's error table, and what a caller is told. */
export type ErrorRow = TableRow & { readonly document: string; readonly operation: string };
