/** What a call of the control plane came to, if not to what was asked. */
export type CloudErrorKind =
  | "missing"
  | "exists"
  /** Somebody else changes it just now. */
  | "busy"
  | "throttled"
  | "quota"
  | "forbidden"
  | "credentials"
  | "clock"
  /** Nothing was asked. */
  | "unreachable"
  | "refused"
  /** Whether it was done is not known. */
  | "unknown";

type Facts = {
  readonly code: string;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
};

/** A call that did not do what it was asked. Its message is one line with codes and ids alone; `mend` says what helps. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  readonly kind: CloudErrorKind;
  readonly code: string;
  readonly mend: string;

  constructor(call: string, { code, status, requestId }: Facts) {
    const kind = kindOf(code, status);
    const facts = [code, status, requestId].filter((part) => part !== undefined).join(", ");
    super(`${call} ${saidOf[kind]} [${facts}].`);
    this.kind = kind;
    this.code = code;
    this.mend = mendOf(kind, call);
  }
}

/** Codes by their form, the first that fits; FC 2023-03-30, ROS 2019-09-10, RAM 2015-05-01, STS 2015-04-01 and SLS, "Error codes". */
const kinds: readonly (readonly [RegExp, CloudErrorKind])[] = [
  [
    /^(InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSecurityToken|SecurityTokenExpired|IncompleteSignature|MissingSecurityToken|InvalidCredentials)/,
    "credentials",
  ],
  [/^(IllegalTimestamp|InvalidTimeStamp)/, "clock"],
  [/Thrott|^ResourceExhausted$|^RateLimit|^TooManyRequests/i, "throttled"],
  [/Quota|LimitExceed|ExceedLimit/i, "quota"],
  [/NotFound|NotExist|^EntityNotExist/i, "missing"],
  [/AlreadyExist|^StackExists|^EntityAlreadyExists/i, "exists"],
  [/InProgress|^ConcurrentUpdate|^ResourceConflict/i, "busy"],
  [/^(AccessDenied|Unauthorized|Forbidden|NoPermission|NotAuthorized|ImplicitDeny|StackPermission)/, "forbidden"],
];

/** Errors of the transport that prove that nothing was asked. */
const notConnected = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

function kindOf(code: string, status: number | undefined): CloudErrorKind {
  if (status === undefined) return notConnected.includes(code) ? "unreachable" : "unknown";
  const known = kinds.find(([form]) => form.test(code))?.[1];
  if (known !== undefined) return known;
  return byStatus[status] ?? (status >= 400 && status < 500 && status !== 408 ? "refused" : "unknown");
}

const byStatus: Readonly<Record<number, CloudErrorKind>> = { 403: "forbidden", 404: "missing", 429: "throttled" };

const saidOf: Readonly<Record<CloudErrorKind, string>> = {
  missing: "found nothing",
  exists: "found it there already",
  busy: "found it being changed by somebody else",
  throttled: "was throttled, again and again",
  quota: "met a quota of the account",
  forbidden: "was forbidden",
  credentials: "did not take the credentials",
  clock: "refused the time of this machine",
  unreachable: "could not be asked: the cloud cannot be reached",
  refused: "was refused",
  unknown: "came to an end that is not known",
};

const mends: Readonly<Record<Exclude<CloudErrorKind, "forbidden">, string>> = {
  missing: "Look at what is there: redeploy-once preview.",
  exists: "Look at what is there: redeploy-once preview.",
  busy: "Let the other one end, then run this again.",
  throttled: "Wait a minute, then run this again.",
  quota: "Have the quota raised (Quota Center), or remove what is not needed, then run this again.",
  credentials: "Sign in again, or set the credentials anew: they are wrong, expired, or another region's.",
  clock: "Set the clock of this machine right.",
  unreachable: "Look at the network, the region and the account, then run this again.",
  refused: "Look the code up in the product's error codes, then run this again.",
  unknown: "Run this again: it looks first at what is there.",
};

const mendOf = (kind: CloudErrorKind, call: string) =>
  kind === "forbidden"
    ? `Give whoever installs the right to ${call.split(" ")[0]} (shared/install/deployer-policy.json), then run this again.`
    : mends[kind];
