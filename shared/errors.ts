/**
 * Per kind of error: its HTTP status, when a caller may try again, and whether the cloud may have changed.
 * Source: our own contract, shared/openapi.md "Answers". Code branches on the kind, never on a message.
 */
const kinds = {
  badRequest: { status: 400, retry: "never", effect: "none" },
  /** An event that nobody can be told about: it is thrown back to its bus. */
  unusableEvent: { status: 400, retry: "later", effect: "none" },
  unauthenticated: { status: 401, retry: "never", effect: "none" },
  forbidden: { status: 403, retry: "never", effect: "none" },
  wrongPath: { status: 404, retry: "never", effect: "none" },
  wrongMethod: { status: 405, retry: "never", effect: "none" },
  tooLarge: { status: 413, retry: "never", effect: "none" },
  wrongContentType: { status: 415, retry: "never", effect: "none" },
  inProgress: { status: 409, retry: "later", effect: "none" },
  conflict: { status: 409, retry: "later", effect: "none" },
  refused: { status: 403, retry: "after-change", effect: "none" },
  throttled: { status: 429, retry: "later", effect: "none" },
  /** Not on record, since a record is full: its queue must bring it again. */
  notKept: { status: 503, retry: "later", effect: "none" },
  unavailable: { status: 503, retry: "later", effect: "none" },
  internal: { status: 500, retry: "after-check", effect: "unknown" },
} as const;

export type ErrorKind = keyof typeof kinds;
type ErrorPolicy = { readonly status: number; readonly retry: string; readonly effect: "none" | "unknown" };

type Details = {
  /** Overrides the kind's status where a document of ECS gives its own for the code. */
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
};

/** The only error this bundle throws: a kind that decides, a code for machines, a message for people. */
export class OpError extends Error {
  override readonly name = "OpError";
  readonly kind: ErrorKind;
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ErrorKind, code: string, message: string, details: Details = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.kind = kind;
    this.code = code;
    this.status = details.status ?? kinds[kind].status;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** The policy of any thrown value; what is not ours is a bug, and a bug's effect is unknown. */
export const policyOf = (error: unknown): ErrorPolicy => kinds[error instanceof OpError ? error.kind : "internal"];

/** The code of whatever was thrown, for the record. */
export const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : "InternalError";
