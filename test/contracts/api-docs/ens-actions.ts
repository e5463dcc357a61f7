import type { Description } from "./description.ts";

/**
 * The actions of ENS 2017-11-10 that the local cloud serves. Source: the vendor's api-docs, 2024-06-24; they lack the two
 * on events, so DescribeHistoryEvents is from the metadata of the vendor's command line (which has no errors) and
 * EventRedeployInstance from there and from its document (Apr 2026).
 */
export const ensActions: Readonly<Record<string, Description>> = {
  DescribeInstances: {
    parameters: {
      EnsRegionId: "string",
      InstanceId: "string",
      EnsRegionIds: "string",
      InstanceIds: "string",
      InstanceName: "string",
      ImageId: "string",
      PageNumber: "integer",
      PageSize: "string",
      Status: "string",
      OrderByParams: "string",
      EnsServiceId: "string",
      InstanceResourceType: "string",
      SearchKey: "string",
      NetworkId: "string",
      VSwitchId: "string",
      SecurityGroupId: "string",
      IntranetIp: "string",
      Tags: "json",
      InstanceType: "string",
    },
    errors: [
      "400 MissingParameter",
      "400 InstanceIdNotFound",
      "400 NoPermission",
      "400 CallInterface",
      "400 InvalidParameter.%s",
    ],
  },
  DescribeHistoryEvents: {
    parameters: {
      "EventLevels.N": "string",
      "EventStatus.N": "string",
      "EventTypes.N": "string!",
      PageNumber: "integer",
      PageSize: "integer",
      "ResourceIds.N": "string",
    },
    errors: [],
  },
  EventRedeployInstance: {
    parameters: {
      EventId: "string!",
      OpsType: "string!",
      PlanTime: "integer",
      PlanUtcTime: "string",
      ResourceId: "string!",
    },
    errors: ["400 NoPermission", "400 InvalidParameter.%s", "400 Throttling.Api"],
  },
};
