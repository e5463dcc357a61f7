import { type Guess, guessesOf } from "../core/guesses.ts";

const dispute = guessesOf("dispute");

/** Where documents contradict each other: what is done, and what the other document says. */
export const disputes: readonly Guess[] = [
  dispute(
    "system-failure-redeploy-scheduled",
    "RedeployInstance answers SystemFailure.Redeploy in Inquiring and Scheduled (RedeployInstance, 2021).",
    "world/answerable",
    "In Inquiring only (RedeployInstance, texts of 2025 and 2026).",
  ),
  dispute(
    "system-maintenance-stop-redeploy",
    "RedeployInstance does not answer SystemMaintenance.Stop (it is not in the table of RedeployInstance, 2021 to 2026).",
    "world/answerable",
    "It answers it in Scheduled (Summary of ECS system events recommends to redeploy).",
  ),
  dispute(
    "reboot-state",
    "A restarted instance is Stopping briefly, then Starting (RebootInstances, sample and text of 2023; Instance event notification).",
    "world/reboot",
    "It is Starting at once (RebootInstance, 2024).",
  ),
  dispute(
    "replace-stays-stopped",
    "After ReplaceSystemDisk the instance stays Stopped (the OOS runbook and the Terraform provider start it).",
    "world/replace-system-disk",
    "It starts by itself (the console's page on replacing system disks).",
  ),
  dispute(
    "replace-missing-image",
    "Neither ImageId nor DiskId gets 400 InvalidParameter.AllEmpty (the vendor's description of June 2024 has this row).",
    "ecs/replace-system-disk/request-checks",
    "It gets 403 InvalidParameter.AllEmpty (ReplaceSystemDisk has this row).",
  ),
  dispute(
    "replace-security-lock",
    "An instance that is locked for security gets no new system disk (ReplaceSystemDisk).",
    "ecs/replace-system-disk/instance-checks",
    "It does (API behavior when an instance is locked for security reasons, 2021: normal logic).",
  ),
  dispute(
    "full-status-inquiring",
    "DescribeInstancesFullStatus lists Scheduled and Inquiring events (text of its response field).",
    "ecs/describe-instances-full-status",
    "Scheduled events only (text of the operation).",
  ),
];
