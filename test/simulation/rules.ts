import type { EventRule } from "../../shared/remediation/rules.ts";
import { maintenance } from "./actions.ts";
import { instanceA } from "./names.ts";

const statuses = ["Inquiring", "Scheduled"];

/** What a replacement is asked for with, by a rule and by a call alike: so the call can consent to the event's. */
export const replacement = { InstanceId: instanceA, ImageId: "m-new", StopAndStart: true };

/** EVENT_RULES, as in functions/README.md: where the documents' plan prefers a redeploy, a reboot or
 * the platform itself answers; a stop gets a disk.
 */
export const ownersRules: readonly EventRule[] = [
  { type: maintenance.reboot, statuses, do: "RebootInstance", input: {} },
  { type: maintenance.disk, statuses: ["Inquiring"], do: "AcceptInquiredSystemEvent", input: {} },
  {
    type: maintenance.stop,
    statuses,
    do: "ReplaceSystemDisk",
    input: { ImageId: replacement.ImageId, StopAndStart: true },
  },
];
