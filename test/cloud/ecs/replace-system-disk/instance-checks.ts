import type { Check } from "../../rpc/rpc-error.ts";
import { hasTrait, isExpired, isLocked } from "../../world/instance.ts";
import { type Judged, refuse, refuseTraits } from "./judged.ts";

/** What the instance says, as it stands. */
export const instanceChecks: readonly Check<Judged>[] = [
  refuse(
    "403 InstanceLockedForSecurity",
    ({ world, instance }) => isLocked(instance, "security") && world.holds("dispute.replace-security-lock"),
  ),
  refuse(
    "403 InstanceExpiredOrInArrears",
    ({ world, instance }) => isExpired(instance, world.nowMs()) || isLocked(instance, "financial"),
  ),
  refuse("403 OperationDenied.InstanceCreating", ({ instance }) => instance.status === "Pending"),
  refuse("403 INST_HAS_UNPAID_ORDER", ({ instance }) => isUnpaid(instance) && instance.chargeType === "PrePaid"),
  refuse("403 OperationDenied.UnpaidOrder", ({ instance }) => isUnpaid(instance) && instance.chargeType === "PostPaid"),
  ...refuseTraits(
    ({ instance }) => instance.traits,
    [
      ["spot", "403 ChargeTypeViolation"],
      ["hibernation", "403 HibernationConfigured.InstanceOperationForbidden"],
      ["no-io-optimization", "400 DependencyViolation.IoOptimize"],
    ],
  ),
  refuse("403 IncorrectInstanceStatus", ({ instance }) => instance.status !== "Stopped"),
];

/** Which of two rows an unpaid order gets is invented: by charge type. */
const isUnpaid = (instance: Judged["instance"]) => hasTrait(instance, "unpaid-order");
