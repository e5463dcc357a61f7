import type { Batch, Shape } from "../decode.ts";
import { OpError } from "../errors.ts";

/** An event as it came, and the invocation that brought it. `problem`: why it could not be used. */
export type LastEvent = {
  readonly atMs: number;
  readonly raw: Uint8Array;
  readonly requestId: string;
  readonly problem: string | undefined;
};

/**
 * Remembers the newest event that came to this instance of the function, for whoever rehearses: its bytes as they came, of
 * which a probe tells the form alone. It is a memory, not a record.
 */
export function createLastEvent(nowMs: () => number) {
  let last: LastEvent | undefined;
  const note = (raw: Uint8Array, requestId: string, problem?: string) => {
    last = { atMs: nowMs(), raw, requestId, problem };
  };
  return {
    last: () => last,
    /** What `read` makes of the bytes; it throws for what is none of the shapes that are taken. */
    noting: <T extends object>(raw: Uint8Array, requestId: string, read: () => T): T => {
      try {
        const shape = read();
        if (isEvent(shape)) note(raw, requestId, problemIn(shape));
        return shape;
      } catch (error) {
        note(raw, requestId, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
  };
}

const isEvent = (shape: object): shape is Extract<Shape, { kind: "event" }> | Batch =>
  "kind" in shape && (shape.kind === "event" || shape.kind === "batch");

const problemIn = (shape: Extract<Shape, { kind: "event" }> | Batch): string | undefined =>
  shape.kind === "batch" ? shape.deliveries.find((one) => one instanceof OpError)?.message : undefined;
