/** The texts of codes that no row of these tables has: what else the product may be answered. */
export const otherTexts: readonly (readonly [code: string, text: string])[] = [
  // StopInstance, StartInstance and ReplaceSystemDisk in the vendor's description of ECS 2014-05-26, June 2024.
  [
    "InstanceType.ParameterMismatch",
    "The input parameter ConfirmStop must be true when an instance have localstorage.",
  ],
  ["InvalidInstanceId.NotSupport", "Classic network Instance does not support this operation."],
  ["InvalidParameter.KMSKeyId.CMKUnauthorized", "The CMK needs to be added ECS tag"],
  ["InvalidParameter.KMSKeyId.CMKNotEnabled", "The CMK needs to be enabled."],
  ["HibernationConfigured.NotEnabled", "The instance hibernation configured option is not enabled."],
  ["LackResource", "There's no enough resource on the specified capacity reservation."],
  [
    "InvalidDedicatedHost.NotEnoughResource",
    "The specified dedicated host has not enough resource due to host affinity.",
  ],
  ["InvalidInstance.NotFoundSystemDisk", "The specified instance does not have system disk."],
  ["Invalid.PrivatePoolOptions.NoStock", "The PrivatePool has been used up."],
  ["InsufficientBalance", "Your account does not have enough balance."],
  ["InstanceExpired", "The postPaid instance has been expired.Please ensure your account have enough balance."],
  ["InstanceNotReady", "The specified instance is not ready for use."],
  ["DiskInArrears", "The specified operation is denied as your disk has expired."],
  [
    "OperationDenied.NoStock",
    "The requested resource is sold out in the specified zone; try other types of resources or other regions and zones.",
  ],
  ["OperationDenied.SpotPriceLowerThanPublicPrice", "The spot instance price is lower than public price."],
  ["QuotaExceed.ElasticQuota", "No additional quota is available for the specified ECS instance type."],
  ["OperationDenied.HostRepairing", "The specified operation is denied as the host of ECS instance is being repaired."],
  ["InvalidCapacityReservationId.NotFound", "The specified capacity reservation does not exist."],
  [
    "InvalidParameter.KMSKeyId.CMKUnauthorized",
    "This operation for kmsKeyId is forbidden by KMS. If you need further assistance, you can contact the KMS Technical Support.",
  ],
  // RebootInstance: what a passing check is answered.
  ["DryRunOperation", "Request validation has been passed with DryRun flag set."],
  // What stands for the %s of RedeployInstance on its Chinese page of 2018.
  ["InvalidOperation.RedeployInstance", "Can not redeploy vm on dedicated host"],
  ["InvalidOperation.RedeployInstance", "There are no maintenance events found on the instance"],
  // The gateway's own.
  ["MissingParameter", 'The input parameter "%s" that is mandatory for processing this request is not supplied.'],
  ["Forbidden.RAM", "User not authorized to operate on the specified resource, or this API does not support RAM."],
];
