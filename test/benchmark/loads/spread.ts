import { median, rounded } from "../median.ts";

/** What several processes took, milliseconds. */
export type Spread = { readonly medianMs: number; readonly minimumMs: number };

export const spreadOf = (values: readonly number[]): Spread => ({
  medianMs: rounded(median(values)),
  minimumMs: rounded(Math.min(...values)),
});
