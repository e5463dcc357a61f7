import type { Advice } from "../advice-kinds.ts";

/** The error table of StopInstance. Source: the vendor's description of ECS 2014-05-26, June 2024. */
export const stopErrors = {
  "403 IncorrectInstanceStatus": "status",
  "403 InstanceLockedForSecurity": "lock",
  "403 DiskError": "status",
  // It wants ConfirmStop for local disks, which is not sent: no document says what else it confirms.
  "403 InstanceType.ParameterMismatch": "unsupported",
  "403 InstanceExpiredOrInArrears": "payment",
  "403 InvalidInstanceId.NotSupport": "unsupported",
  "403 InvalidParameter.KMSKeyId.CMKUnauthorized": "key",
  "403 InvalidParameter.KMSKeyId.CMKNotEnabled": "key",
  "403 InvalidParameter.KMSKeyId.KMSUnauthorized": "key",
  "403 HibernationConfigured.InstanceOperationForbidden": "unsupported",
  "403 HibernationConfigured.NotEnabled": "unsupported",
  "404 InvalidInstanceId.NotFound": "gone",
  "500 InternalError": "internal",
} as const satisfies Readonly<Record<string, Advice>>;

/** The error table of StartInstance, of the same description. */
export const startErrors = {
  "400 LackResource": "capacity",
  "400 InvalidDedicatedHost.NotEnoughResource": "capacity",
  "400 InvalidInstance.NotFoundSystemDisk": "notFound",
  "400 Invalid.PrivatePoolOptions.NoStock": "capacity",
  "403 InvalidParameter.KMSKeyId.NotFound": "key",
  "403 IncorrectInstanceStatus": "status",
  "403 InstanceLockedForSecurity": "lock",
  "403 InsufficientBalance": "payment",
  "403 DiskError": "status",
  // Not of this table: the code that our own check has for what the next row says.
  "403 InstanceExpiredOrInArrears": "payment",
  "403 InstanceExpired": "payment",
  "403 InstanceNotReady": "status",
  "403 DiskInArrears": "payment",
  "403 OperationDenied.NoStock": "capacity",
  "403 OperationDenied.SpotPriceLowerThanPublicPrice": "capacity",
  "403 InvalidParameter.KMSKeyId.CMKUnauthorized": "key",
  "403 InvalidParameter.KMSKeyId.CMKNotEnabled": "key",
  "403 InvalidParameter.KMSKeyId.KMSUnauthorized": "key",
  "403 QuotaExceed.ElasticQuota": "capacity",
  "403 OperationDenied.HostRepairing": "status",
  "404 InvalidInstanceId.NotFound": "gone",
  "404 InvalidCapacityReservationId.NotFound": "notFound",
  "500 InstanceNotReady": "internal",
  "500 InternalError": "internal",
  "503 ServiceUnavailable": "internal",
} as const satisfies Readonly<Record<string, Advice>>;
