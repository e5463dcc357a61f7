import type { Limit, Slots } from "../guards/limits.ts";

/** An operation that has ended with an effect or a failure: when, and how long it had been under way, milliseconds. */
export type End = { readonly endedAtMs: number; readonly tookMs: number };

/** Who has a place. Times are epoch milliseconds. */
export type Holder = {
  readonly instanceId: string;
  readonly scopes: readonly string[];
  readonly sinceMs: number;
  /** It keeps its place until then at least: an attempt in doubt is decided then. Infinity: a person decides. */
  readonly untilMs?: number | undefined;
  /** Its operation has ended, and its place is kept for the rest. */
  readonly isResting: boolean;
};

/** What waits for a place. Times are epoch milliseconds. */
export type ForPlace = {
  readonly instanceId: string;
  readonly operationId: string;
  readonly operation: string;
  /** Undefined: its machine was not looked at yet. */
  readonly scopes: readonly string[] | undefined;
  /** When the platform acts by itself, or its call ends. Undefined: nobody named a time. */
  readonly deadlineMs: number | undefined;
  /** From then on it is not begun any more: a guard band may begin before its time. Infinity: there is no such time. */
  readonly lastMs: number;
  /** It is not begun before: a pause ends then, or a window opens. Infinity: only somebody's word lets it begin. */
  readonly fromMs: number;
};

/** How a stack stands when a forecast is made. */
export type Stand = Pick<Slots, "hour" | "filled"> & {
  readonly limits: readonly Limit[];
  readonly holders: readonly Holder[];
  /** In the order in which they are served. */
  readonly waiting: readonly ForPlace[];
  /** True if not all that is open could be read: there may be more of it. */
  readonly isPart: boolean;
  /** The newest ends that are known, in any order. */
  readonly ends: readonly End[];
  readonly nowMs: number;
};
