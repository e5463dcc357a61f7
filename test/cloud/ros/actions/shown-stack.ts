import type { Account } from "../../account/account.ts";
import { isoTime } from "../define-action.ts";
import type { Stack } from "../stack.ts";

/** A stack as lists tell of it. */
export const shownStack = (stack: Stack, { regionId }: Pick<Account, "regionId">) => ({
  StackId: stack.stackId,
  StackName: stack.stackName,
  StackType: "ROS",
  RegionId: regionId,
  Status: stack.status,
  StatusReason: stack.statusReason,
  DeletionProtection: stack.isProtected ? "Enabled" : "Disabled",
  DisableRollback: stack.disableRollback,
  TimeoutInMinutes: stack.timeoutMinutes,
  Tags: stack.tags,
  CreateTime: isoTime(stack.createdMs),
  UpdateTime: isoTime(stack.updatedMs),
});
