/** The date and nonce that one attempt is signed with, for ever. */
export type Pin = { readonly signedAtMs: number; readonly nonce: string };

/**
 * What one send came to. `accepted`: the cloud took it, `evidenceId` is the id it gave to the effect, if it gives one;
 * `refused`: the cloud said no; `none`: it never took effect and may be tried again (throttled, held back
 * because its date had grown old, not connected); `unknown`: it may have reached the cloud.
 */
export type Sent =
  | { readonly kind: "accepted"; readonly requestId: string; readonly evidenceId: string | undefined }
  | { readonly kind: "refused"; readonly status: number; readonly code: string; readonly message: string }
  | {
      readonly kind: "none";
      readonly why: "throttled" | "stale" | "notSent";
      readonly code: string;
      readonly retryAfterMs: number;
    }
  | { readonly kind: "unknown"; readonly cause: string };
