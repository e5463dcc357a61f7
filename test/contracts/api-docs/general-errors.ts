/**
 * Rows that any action may answer with. Source: the table of common errors of ECS; what that lacks is of the gateway, as
 * public clients of it have it (SignatureDoesNotMatch, InvalidTimeStamp.Expired, Throttling.User), and of ENS
 * (Throttling.Api).
 */
export const generalErrors: readonly string[] = [
  "400 DryRunOperation",
  "400 IdempotentParameterMismatch",
  "400 IllegalTimestamp",
  "400 IncompleteSignature",
  "400 InsufficientBalance",
  "400 InvalidAccessKeyId.NotFound",
  "400 InvalidParameter",
  "400 InvalidTimeStamp.Expired",
  "400 MissingParameter",
  "400 SignatureDoesNotMatch",
  "400 SignatureNonceUsed",
  "400 Throttling",
  "400 Throttling.Api",
  "400 Throttling.User",
  "400 UnknownError",
  "403 Forbidden.AccessKeyDisabled",
  "403 Forbidden.NotSupportRAM",
  "403 Forbidden.RAM",
  "403 Forbidden.RiskControl",
  "403 InvalidAction",
  "403 InvalidIdempotenceParameter.Mismatch",
  "403 LastTokenProcessing",
  "403 UnsupportedHTTPMethod",
  "404 Forbidden.InstanceNotFound",
  "404 InvalidInstanceId.NotFound",
  "404 InvalidRegionId.NotFound",
  "409 OperationConflict",
  "500 InternalError",
  "503 ServiceUnavailable",
  "503 ServiceUnavailable.RegionMaintaining",
];
