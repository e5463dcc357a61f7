import type { Differences } from "./differences.ts";

const byName = ["400 InvalidParameter.%s"];

/** Rows that the local cloud may answer with, and neither the action's description nor the general rows have. */
export const answersBesides: Differences = [
  {
    why: "what a parameter of the wrong form gets where no row is for it: a guess (ecs.malformed)",
    of: {
      "ecs DescribeInstances": byName,
      "ecs DescribeTasks": byName,
      "ecs RedeployInstance": byName,
      "ecs RebootInstance": byName,
      "ecs ReplaceSystemDisk": byName,
      "ecs StopInstance": byName,
      "ecs StartInstance": byName,
    },
  },
  {
    why: "the document of 2025 has the row with 400, the description with 403",
    of: { "ecs AcceptInquiredSystemEvent": ["400 IncorrectInstanceStatus"] },
  },
  {
    why: "only the document of 2026 has the row",
    of: {
      "ecs ReplaceSystemDisk": [
        "400 InvalidParameter.Encrypted",
        "403 InvalidEncrypted.NotMatchDiskDefaultEncryption",
        "403 InvalidEncrypted.NotMatchSnapshot",
        "403 InvalidParameter.AllEmpty",
        "403 InvalidParameter.Conflict",
        "403 OperationDenied.DiskNoStock",
      ],
    },
  },
  {
    why: "no errors of the action are known: it is given those of EventRedeployInstance",
    of: {
      "ens DescribeHistoryEvents": [
        "400 InvalidParameter.%s",
        "400 InvalidParameter.EventTypes",
        "400 InvalidParameter.PageSize",
        "400 NoPermission",
      ],
    },
  },
  {
    why: "of the gateway, as public clients of it have them; the table of common errors has other ones",
    of: {
      gateway: [
        "400 InvalidSecurityToken.Expired",
        "400 InvalidSecurityToken.Malformed",
        "400 InvalidSecurityToken.MismatchWithAccessKey",
        "400 MissingSecurityToken",
        "404 InvalidAccessKeyId.NotFound",
      ],
    },
  },
  {
    why: "guesses (ecs.unknown, acs3.malformed-date)",
    of: { gateway: ["400 InvalidTimeStamp.Format", "404 InvalidAction.NotFound"] },
  },
];
