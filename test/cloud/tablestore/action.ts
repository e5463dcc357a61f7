import type { Database } from "./database.ts";
import type { Cell } from "./plain-buffer-reader.ts";
import { instanceIn } from "./primary-key.ts";

/** A call that was understood, not yet carried out. */
export type Prepared = {
  /** What RAM must allow; empty for a call on the instance as a whole. */
  readonly tables: readonly string[];
  /** Plain JSON, for the wire log. */
  readonly params: unknown;
  readonly instanceId: string | undefined;
  /** Carries the call out, synchronously: the answer is a protobuf message. */
  readonly run: (database: Database, nowMs: number) => { readonly body: Uint8Array; readonly effect: boolean };
};

/** One action of the API: reads its request, refuses what is malformed. */
export type Action = (body: Uint8Array) => Prepared;

/** The parts of a call that is about certain rows. */
export const aboutRows = (tables: readonly string[], keys: readonly (readonly Cell[])[]) => ({
  tables,
  instanceId: keys.map(instanceIn).find((id) => id !== undefined),
});
