import type { Differences } from "./differences.ts";

/** Parameters of the vendor's that the local cloud does not take: it refuses them, so that no filter is passed over. */
export const leftOut: Differences = [
  {
    why: "a filter by what the seed world does not have, or that nobody asks it by",
    of: {
      "ecs DescribeInstances": [
        ...["VpcId", "VSwitchId", "InstanceNetworkType", "SecurityGroupId", "InnerIpAddresses", "PrivateIpAddresses"],
        ...["PublicIpAddresses", "EipAddresses", "InternetChargeType", "ImageId", "Filter.N.Key", "Filter.N.Value"],
        ...["DeviceAvailable", "IoOptimized", "NeedSaleCycle", "KeyPairName", "ResourceGroupId", "HpcClusterId"],
        ...["RdmaIpAddresses", "HttpEndpoint", "HttpTokens", "HttpPutResponseHopLimit", "Ipv6Address.N"],
      ],
      "ecs DescribeImages": [
        ...["ShowExpired", "SnapshotId", "ImageName", "ImageFamily", "InstanceType", "IsSupportIoOptimized"],
        ...["IsSupportCloudinit", "Architecture", "Usage", "ActionType", "ResourceGroupId", "ImageOwnerId"],
        ...["Tag.N.Key", "Tag.N.Value", "Filter.N.Key", "Filter.N.Value"],
      ],
      "ecs DescribeDisks": [
        ...["ZoneId", "SnapshotId", "Portable", "DeleteWithInstance", "DeleteAutoSnapshot", "DiskName"],
        ...["AutoSnapshotPolicyId", "EnableAutoSnapshot", "EnableAutomatedSnapshotPolicy", "DiskChargeType"],
        ...["LockReason", "ResourceGroupId", "EnableShared", "Encrypted", "KMSKeyId", "MultiAttach"],
        ...["Tag.N.Key", "Tag.N.Value", "Filter.N.Key", "Filter.N.Value", "AdditionalAttributes.N"],
      ],
      "ecs DescribeInstanceHistoryEvents": ["ImpactLevel", "Tag.N.Key", "Tag.N.Value", "ResourceGroupId"],
      "ens DescribeInstances": [
        ...["ImageId", "OrderByParams", "EnsServiceId", "InstanceResourceType", "SearchKey", "NetworkId"],
        ...["VSwitchId", "SecurityGroupId", "IntranetIp", "Tags", "InstanceType"],
      ],
    },
  },
  {
    why: "the older spelling of a tag, in small letters",
    of: {
      "ecs DescribeInstances": ["Tag.N.key", "Tag.N.value"],
      "ecs DescribeImages": ["Tag.N.key", "Tag.N.value"],
      "ecs DescribeDisks": ["Tag.N.key", "Tag.N.value"],
    },
  },
  {
    why: "a read is not tried out",
    of: { "ecs DescribeInstances": ["DryRun"], "ecs DescribeImages": ["DryRun"], "ecs DescribeDisks": ["DryRun"] },
  },
  { why: "no instance of the seed world is hibernated", of: { "ecs StopInstance": ["Hibernate"] } },
];

/** Parameters that the local cloud takes and the description lacks. */
export const takenBesides: Differences = [
  {
    why: "pages by token, which the vendor's clients of 2025 have",
    of: { "ecs DescribeInstanceHistoryEvents": ["MaxResults", "NextToken"] },
  },
];

/** Lists that the local cloud takes as one text, too. */
export const takenAsText: Differences = [
  {
    why: "the vendor's clients send them so, joined by commas: a guess (ens.lists)",
    of: { "ens DescribeHistoryEvents": ["EventLevels.N", "EventStatus.N", "EventTypes.N", "ResourceIds.N"] },
  },
];
