import type { InstanceRow } from "./row.ts";
import type { Told } from "./told.ts";

/**
 * `refused`: the condition did not hold, and nothing was written. If the outcome of a call cannot be known (timeout,
 * reset, server error), it throws `StoreUnknown`: the write may be applied, now or later.
 */
export type Written = "applied" | "refused";

/** A token's binding: it belongs to one instance, operation and fingerprint for good. */
export type TokenBinding = {
  readonly instanceId: string;
  readonly operation: string;
  readonly fingerprint: string;
  /** When it was first used, epoch milliseconds. */
  readonly boundAtMs: number;
};

export type OpenRow = {
  readonly instanceId: string;
  readonly openSinceMs: number;
  /** The version of the row that the list has seen last, as `revisionOf` has it. Undefined in a list that does not know. */
  readonly revision?: string | undefined;
};

/** A row of which people are to hear, since its newest news. */
export type UntoldRow = { readonly instanceId: string; readonly untoldSinceMs: number };

/** What people have been told. `done`: the names in `untold` of which nothing is left to tell. */
export type Marking = { readonly told: Told; readonly done: readonly string[] };

/** The store calls of the ledger, one round trip each; reads two at most. Each condition is on one row, so each call is atomic. */
export type Store = {
  /** `once`: not a second time if it gets no answer. Whoever asks so is tried again in any case. */
  readonly readInstance: (instanceId: string, once?: "once") => Promise<InstanceRow | undefined>;
  /**
   * Makes `next` of `before` (undefined: no such row), only if the row still has the epoch and `beside` of `before`.
   * Only differences are written.
   */
  readonly writeInstance: (instanceId: string, before: InstanceRow | undefined, next: InstanceRow) => Promise<Written>;
  /** Rows with something open, oldest first, after the given one. A row may be listed late, or once too often. */
  readonly listOpen: (after: OpenRow | undefined, limit: number) => Promise<readonly OpenRow[]>;
  /** Rows of which people are still to hear, the oldest news first, after the given one; as late as `listOpen`. */
  readonly listUntold: (after: UntoldRow | undefined, limit: number) => Promise<readonly UntoldRow[]>;
  /**
   * Writes what people were told, if nobody else has since the row was read. It names no epoch and changes none, so it fences
   * nobody out. What is done is taken away only while the row's `news` is still what was read. So there are two conditions:
   * with `news` for `done`, and without it for what is left.
   */
  readonly markTold: (instanceId: string, read: InstanceRow, marking: Marking) => Promise<Written>;
  /** Binds a token that is not bound yet. */
  readonly bindToken: (token: string, binding: TokenBinding) => Promise<Written>;
  readonly readToken: (token: string) => Promise<TokenBinding | undefined>;
};

/** The store did not say whether it applied a write, or could not be read. */
export class StoreUnknown extends Error {
  override readonly name = "StoreUnknown";
}

/** A row that this release cannot read. It is never free and never overwritten: a newer release or a person must look. */
export class RowUnreadable extends Error {
  override readonly name = "RowUnreadable";
}
