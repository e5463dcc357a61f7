import type { ErrorRow } from "../../rpc/rpc-error.ts";

/**
 * Error table of the ReplaceSystemDisk document, to the letter, in its order; then the rows that only the vendor's
 * description of June 2024 has. %s is filled in where the row is used.
 */
const messages = {
  "400 LoginAsNonRoot.ImageNotSupport": "The specified image does not support login as non-root.",
  "400 InvalidSystemDiskSize.ValueNotSupported": "The specified parameter SystemDisk.Size is invalid.",
  "400 InvalidParameter.Conflict": "The specified image does not support the specified instance type.",
  "400 InvalidSystemDiskSize.ImageNotSupportResize": "The specified image does not support resize.",
  "400 InvalidSystemDiskSize": "The specified parameter SystemDisk.Size is invalid.",
  "400 InvalidPassword.Malformed": 'The specified parameter "Password" is not valid.',
  "400 InvalidPasswordParam.Mismatch": "The input password should be null when passwdInherit is true.",
  "400 OperationDenied": "The specified image contains the snapshot of the data disk,does not support this operation.",
  "400 InvalidDiskCategory.ValueNotSupported": 'The specified parameter "DiskCategory" is not valid.',
  "400 InvalidKeyPairName.NotFound": "The specified KeyPairName does not exist.",
  "400 DependencyViolation.IoOptimize": "The specified parameter InstanceId is not valid.",
  "400 MissingParameter.Architecture": "Architecture should not be null.",
  "400 InvalidArchitecture.Malformed": "Architecture is not valid.",
  "400 MissingParameter.Platform": "Platform should not be null.",
  "400 InvalidPlatform.Malformed": "Platform is not valid.",
  "400 InvalidDiskId.NotFound": "The specified disk do not exist.",
  "400 InvalidDatadisk.DiskStatusViolation": "The operation is not permitted due to status of the Datadisk.",
  "400 InvalidDatadisk.DiskCategoryViolation": "The operation is not permitted due to category of the Datadisk.",
  "400 InvalidDatadisk.ChargeTypeViolation": "The operation is not permitted due to charge type of the Datadisk.",
  "400 MissingParameter":
    'The input parameter "ImageId" that is mandatory for processing this request is not supplied.',
  "400 InvalidInstance.NotFoundSystemDisk": "The specified instance has no system disk.",
  "400 InvalidParameter.DiskType": "The specified disk type which has kms key can't convert to system disk.",
  "400 DISK_IN_DEDICATED_BLOCK_STORAGE_CLUSTER":
    "The disk in dedicated block storage cluster is not allowed to do this operation.",
  "400 IncorrectDiskStatus.ReplicationStatusNotFound": "Disk replication status not found.",
  "400 IncorrectDiskStatus.InReplication": "Disk already in replication.",
  "400 InvalidInstanceType.NotSupported": "The specified instanceType is not supported by the image architecture.",
  "400 InvalidRegionId.NotSupportReplaceEncryptedSystemDisk":
    "The specified region not support replace encrypted system disk.",
  "400 InvalidStorageClusterId.CapacityNotEnough":
    "The remaining capacity of the current dedicated storage cluster is less than the size of disk.",
  "400 QuotaExceed.DiskCapacity": "The used capacity of disk type has exceeded the quota in the zone, %s.",
  "400 AccountForbidden.ProductCreationLimited":
    "The commodity must be officially operated by Aliyun and in pay-as-you-go billing method.",
  "400 InternalError": "The requested services is not available now. Please try again later.",
  "400 InvalidDiskName.Malformed": 'The specified parameter "SyatemDisk.DiskName or DataDisk.n.DiskName" is not valid.',
  "400 InvalidParameter.Encrypted": "Creating non-encrypted disks with encrypted snapshots is not supported.",
  "500 OperationDenied": "Internal Error.",
  "500 InternalError": "The request processing has failed due to some unknown error.",
  "403 LoginAsNonRoot.RegionNotSupport": "The specified region does not support login as non-root.",
  "403 InvalidSystemDiskStatus.IsTransfering":
    "The current status of the resource does not support this operation, system disk is transfering.",
  "403 IncorrectDiskStatus": "The current disk status does not support this operation.",
  "403 IncorrectInstanceStatus": "The current status of the resource does not support this operation.",
  "403 InstanceLockedForSecurity": "The instance is locked due to security.",
  "403 ImageNotSubscribed": "The specified image has not be subscribed.",
  "403 ImageRemovedInMarket":
    "The specified market image is not available, Or the specified user defined image includes product code because it is based on an image subscribed from marketplace, and that image in marketplace includeing exact the same product code has been removed.",
  "403 InstanceExpiredOrInArrears":
    "The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
  "403 ChargeTypeViolation": "The operation is not permitted due to charge type of the instance.",
  "403 DiskCreatingSnapshot": "The operation is denied due to a snapshot of the specified disk is not completed yet.",
  "403 IoOptimized.NotSupported": "The specified image is not support IoOptimized Instance.",
  "403 ImageNotSupportInstanceType": "The specified image don not support the InstanceType instance.",
  "403 QuotaExceed.BuyImage":
    "The specified image is from the image market,You have not bought it or your quota has been exceeded.",
  "403 INST_HAS_UNPAID_ORDER": "The instance has unpaid order.",
  "403 OperationDenied.InstanceCreating": "The specified instance is creating.",
  "403 DependencyViolation.WindowsInstance": "The instance creating is windows, cannot use ssh key pair to login.",
  "403 InvalidParameter.NotMatch": "%s",
  "403 ResourcesNotInSameZone": "The specified instance and disk are not in the same zone.",
  "403 OperationDenied.UnpaidOrder": "The specified instance has unpaid order.",
  "403 InvalidHostname.MismatchImage":
    "The hostname of the current instance can not be applied to the image you choose.",
  "403 HibernationConfigured.InstanceOperationForbidden":
    "The operation is not permitted due to limit of the hibernation configured instance.",
  "403 InvalidOperation.MultiAttachDisk": "Multi attach disk does not support this operation.",
  "403 InvalidRegionId.NotSupportEncryptAlgorithm":
    "The current region does not support creating encrypted disks with EncryptAlgorithm.",
  "403 InvalidRegionId.NotExists": "The region not exists.",
  "403 InvalidEncryptAlgorithm": "The specified parameter EncryptAlgorithm is not valid.",
  "403 InvalidEncrypted.NotMatchKmsKeyId": "The specified parameter Encrypted must be true when KmsKeyId is not empty.",
  "403 InvalidEncrypted.NotMatchEncryptAlgorithm":
    "The specified parameter Encrypted must be true when EncryptAlgorithm is not empty.",
  "403 InvalidParameter.KmsNotEnabled": "The specified operation need enable KMS.",
  "403 InvalidParameter.DataEncryptedKeyCreateFailed":
    "Create kms data encrypted key fail. If you need further assistance, you can contact the KMS Technical Support.",
  "403 InvalidParameter.KMSKeyId.NotFound": "The specified KMSKeyId does not exist.",
  "403 InvalidParameter.KMSKeyId.KMSUnauthorized": "ECS service have no right to access your KMS.",
  "403 InvalidKMSKeyId.NotSymmetric": "The specified parameter KmsKeyId must be symmetric.",
  "403 InvalidDiskId.NotSupportReplaceEncryptedSystemDisk":
    "The specified diskId not support replace encrypted system disk.",
  "403 NotSupportSnapshotEncrypted.DiskCategory":
    "The specified disk category does not support creating encrypted system disks or creating encrypted data disks from snapshots. Check the DiskCategory or Encrypted parameter, or check your account for default encryption settings.",
  "403 InvalidParameter.AllEmpty":
    "The current operation does not allow both diskId and imageId to be empty. Make sure that either diskId or imageId is not empty.",
  "403 InvalidParameter.Conflict":
    "The current operation does not allow both diskId and imageId to be set. Make sure that either diskId or imageId is not empty.",
  "403 OperationDenied": "The current region does not support changing the image type.",
  "403 OperationDenied.ImageNotValid":
    "The specified Image is disabled or deleted, please check the status of the image.",
  "403 OperationDenied.DiskNoStock":
    "The requested disk category is sold out in the specified zone. Please try a different disk category or another zone.",
  "403 InvalidParameter.KMSKeyId.CMKNotEnabled": "The CMK (Customer Master Key) must be in an active state.",
  "403 InvalidParameter.KMSKeyId.CMKUnauthorized":
    "The CMK(Customer Master Key) lacks authorization to add tags to the ECS service.",
  "403 InvalidEncrypted.NotMatchSnapshot":
    "The specified parameter Encrypted must be set to true when creating disks with encrypted snapshots.",
  "403 InvalidEncrypted.NotMatchDiskDefaultEncryption":
    "Enabling disk default encryption prevents the creation of non-encrypted disks.",
  "403 InvalidPayMethod.SyncPaymentNotSupport": "Synchronous payment is not supported. Use another payment method.",
  "404 InvalidInstanceId.NotFound": "The specified InstanceId does not exist.",
  "404 InvalidImageId.NotFound": "The specified ImageId does not exist.",
  "404 InvalidSystemDiskSize.MoreThanMaxSize": "The specified SystemDisk.Size parameter exceeds the maximum size.",
  "404 InvalidSystemDiskSize.LessThanImageSize": "The specified parameter SystemDisk.Size is less than the image size.",
  "404 InvalidSystemDiskSize.LessThanMinSize": "The specified parameter SystemDisk.Size is less than the min size.",
  "404 NoSuchResource": "The specified resource is not found.",
  "400 InvalidParameter.AllEmpty": "%s",
  "403 InvalidEncrypted.DefaultEncryptionUnsupported":
    "The specified parameter Encrypted must be true when default encryption is enabled.",
} as const;

/** Status and code of one row. */
export type RowName = keyof typeof messages;

/** A row of the table, by its status and code; `detail` is put in the place of %s. */
export function row(name: RowName, detail = ""): ErrorRow {
  const [status = "", code = ""] = name.split(" ");
  return { status: Number(status), code, message: messages[name].replace("%s", detail) };
}
