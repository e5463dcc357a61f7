import type { Policy } from "./policy.ts";

/** The policy that holds where an owner has set none. Written by `npm run openapi` from shared/policy.yaml. */
export const starter: Policy = {
  "version": 1,
  "timeZone": "Asia/Shanghai",
  "mode": "observe",
  "rules": [
    {
      "name": "others look after these",
      "match": {
        "managedBy": [
          "ack.aliyun.com",
          "acs:autoscaling:scalingGroupId"
        ]
      },
      "do": "nothing"
    },
    {
      "name": "everything else",
      "do": "documented"
    }
  ]
};
