import type { Differences } from "./differences.ts";

const failure = ["500 InternalError"];
const filterRows = ["404 InvalidFilterKey.NotFound", "404 InvalidFilterValue"];
const tagRows = ["400 InvalidTag.Mismatch", "400 InvalidTagCount"];
const keyRows = [
  "403 InvalidParameter.KMSKeyId.CMKNotEnabled",
  "403 InvalidParameter.KMSKeyId.CMKUnauthorized",
  "403 InvalidParameter.KMSKeyId.KMSUnauthorized",
];

/** Rows of the vendor's that the local cloud answers with for no reason of its own; any of them can be planned as a fault. */
export const rowsNotPlayed: Differences = [
  {
    why: "the cloud's own failure, which is a fault that a tester plans",
    of: {
      "ecs DescribeInstances": ["400 InternalError"],
      "ecs DescribeImages": failure,
      "ecs DescribeDisks": failure,
      "ecs RedeployInstance": failure,
      "ecs RebootInstance": failure,
      "ecs ReplaceSystemDisk": [...failure, "500 OperationDenied"],
      "ecs StopInstance": failure,
      "ecs StartInstance": [...failure, "500 InstanceNotReady", "503 ServiceUnavailable"],
      "ens DescribeInstances": ["400 CallInterface"],
      gateway: [
        "400 Throttling",
        "400 UnknownError",
        "403 LastTokenProcessing",
        "409 OperationConflict",
        "500 InternalError",
        "503 ServiceUnavailable",
        "503 ServiceUnavailable.RegionMaintaining",
      ],
    },
  },
  {
    why: "about a parameter that the local cloud does not take",
    of: {
      "ecs DescribeInstances": [
        ...filterRows,
        "400 InvalidHpcClusterId.Creating",
        "400 InvalidHpcClusterId.NotFound",
        "404 InvalidInternetChargeType.ValueNotSupported",
        "404 InvalidNetworkType.NotFound",
      ],
      "ecs DescribeImages": [
        ...filterRows,
        ...tagRows,
        "400 InvalidInstanceType.ValueNotSupported",
        "404 InvalidArchitecture",
        "404 InvalidUsage",
      ],
      "ecs DescribeDisks": [
        ...filterRows,
        ...tagRows,
        "400 InvalidSnapshot.NotFound",
        "400 InvalidZoneId.NotFound",
        "403 InvalidParameter.MultiAttach",
        "403 InvalidParameter.MultiAttachAndEnableSharedNotMatch",
        "404 InvalidDiskChargeType.NotFound",
        "404 InvalidLockReason.NotFound",
      ],
      "ecs StopInstance": ["403 HibernationConfigured.NotEnabled"],
    },
  },
  {
    why: "a filter takes any text, and finds nothing",
    of: {
      "ecs DescribeDisks": [
        "400 InvalidCategory.ValueNotSupported",
        "403 InvalidCategory.ValueNotSupported",
        "404 InvalidDiskIds.ValueNotSupported",
      ],
      "ens DescribeInstances": ["400 InstanceIdNotFound"],
    },
  },
  {
    why: "the action requires no parameters, or one alone whose absence has a row of its own",
    of: { "ecs DescribeDisks": ["400 IncompleteParamter"], "ens DescribeInstances": ["400 MissingParameter"] },
  },
  {
    why: "about the account or its region: money, quotas, white lists, suspicion",
    of: {
      "ecs DescribeInstancesFullStatus": ["403 OperationDenied.NotInWhiteList"],
      "ecs DescribeInstanceHistoryEvents": ["403 OperationDenied.NotInWhiteList"],
      "ecs DescribeImages": ["403 CurrentAccount.NotSupportPublicImage"],
      "ecs DescribeDisks": ["403 UserNotInTheWhiteList"],
      "ecs ReplaceSystemDisk": [
        "400 InvalidRegionId.NotSupportReplaceEncryptedSystemDisk",
        "403 InvalidRegionId.NotExists",
        "403 LoginAsNonRoot.RegionNotSupport",
      ],
      "ecs StartInstance": ["403 InsufficientBalance", "403 QuotaExceed.ElasticQuota"],
      gateway: ["400 InsufficientBalance", "403 Forbidden.AccessKeyDisabled", "403 Forbidden.RiskControl"],
    },
  },
  {
    why: "about stock or a host, which the seed world has no lack of",
    of: {
      "ecs StartInstance": [
        "400 Invalid.PrivatePoolOptions.NoStock",
        "400 InvalidDedicatedHost.NotEnoughResource",
        "400 LackResource",
        "403 OperationDenied.HostRepairing",
        "403 OperationDenied.NoStock",
        "403 OperationDenied.SpotPriceLowerThanPublicPrice",
        "404 InvalidCapacityReservationId.NotFound",
      ],
    },
  },
  {
    why: "about a state that no member of the seed world is in, or that nothing tells how to read",
    of: {
      "ecs AcceptInquiredSystemEvent": [
        "403 OperationFail.DiskCategoryNotSupported",
        "403 OperationFail.DiskStatusNotSupported",
        "403 OperationFail.InstanceStatusNotSupported",
      ],
      "ecs StopInstance": [
        "403 DiskError",
        "403 HibernationConfigured.InstanceOperationForbidden",
        "403 InvalidInstanceId.NotSupport",
      ],
      "ecs StartInstance": ["403 DiskInArrears", "403 InstanceNotReady"],
      "ecs ReplaceSystemDisk": ["404 NoSuchResource"],
    },
  },
  {
    why: "the local cloud looks at keys when a disk is made and on a restart only",
    of: { "ecs StopInstance": keyRows, "ecs StartInstance": [...keyRows, "403 InvalidParameter.KMSKeyId.NotFound"] },
  },
  {
    why: "ConfirmStop is of no consequence",
    of: { "ecs StopInstance": ["403 InstanceType.ParameterMismatch"] },
  },
  {
    why: "later documents have another row in its place",
    of: {
      "ecs AcceptInquiredSystemEvent": ["403 IncorrectInstanceStatus"],
      "ecs ReplaceSystemDisk": ["403 InvalidEncrypted.DefaultEncryptionUnsupported"],
    },
  },
  {
    why: "the gateway is played with the rows that public clients of it have",
    of: {
      gateway: [
        "400 IllegalTimestamp",
        "400 InvalidAccessKeyId.NotFound",
        "403 Forbidden.NotSupportRAM",
        "403 InvalidAction",
        "403 InvalidIdempotenceParameter.Mismatch",
        "403 UnsupportedHTTPMethod",
        "404 Forbidden.InstanceNotFound",
      ],
    },
  },
];
