/** The HTTP status of each kind of error. Source: our own contract, shared/openapi.md "Answers". Code branches on the kind. */
const statusOf = {
  badRequest: 400,
  /** An event that nobody can be told about: it is thrown back to its bus. */
  unusableEvent: 400,
  unauthenticated: 401,
  forbidden: 403,
  wrongPath: 404,
  wrongMethod: 405,
  tooLarge: 413,
  wrongContentType: 415,
  inProgress: 409,
  conflict: 409,
  refused: 403,
  throttled: 429,
  /** Not on record, since a record is full: its queue must bring it again. */
  notKept: 503,
  unavailable: 503,
  /** A mistake of ours: the only kind after which the cloud may have changed. */
  internal: 500,
} as const;

export type ErrorKind = keyof typeof statusOf;

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
    this.status = details.status ?? statusOf[kind];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** True iff the cloud may have changed before this was thrown. An error that is not ours is a mistake of ours. */
export const mayHaveChanged = (error: unknown) => !(error instanceof OpError) || error.kind === "internal";

/** The code of whatever was thrown, for the record. */
export const codeOf = (error: unknown) =>
  error instanceof Error && "code" in error ? String(error.code) : "InternalError";

/** What is said of a call that cannot know its own effect: the store cannot be reached, or something of ours broke. */
export type Unsure = { readonly unreachable: string; readonly internal: string };
