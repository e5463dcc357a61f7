import type { Bounds } from "../../bounds.ts";
import type { Ecs } from "../../cloud/ecs.ts";
import type { DiskState } from "../../cloud/ecs-facts.ts";
import { inStatus } from "../instance-checks.ts";
import { operationOf } from "../operation.ts";
import { ofInstance, ofParameters, type ReplaceFacts, systemDiskOf } from "./checks.ts";
import { replaceSystemDiskErrors } from "./errors.ts";
import { type ReplaceSystemDiskInput, replaceSystemDiskInput } from "./input.ts";
import { start, stop } from "./steps.ts";

const notPublic = "is not for public use, says the document";

/** Gives a Stopped instance a new system disk from an image. Source: ECS API ReplaceSystemDisk, 2014-05-26. */
export const replaceSystemDisk = operationOf<Ecs, ReplaceFacts>()({
  name: "ReplaceSystemDisk",
  product: "ecs",
  version: "2014-05-26",
  summary: "Replace the system disk of a Stopped instance",
  consent: "always: the present system disk is released",
  parameters: {
    schema: replaceSystemDiskInput,
    unsupported: { EncryptAlgorithm: notPublic, Arn: notPublic },
    secrets: { Password: "PasswordInherit or KeyPairName" },
    target: ({ InstanceId }) => InstanceId,
    warnings: (input) => deprecated.filter((name) => input[name] !== undefined).map((name) => `${name} is deprecated`),
  },
  runbook: { isAskedFor: ({ StopAndStart }) => StopAndStart === true, steps: { stop, start } },
  event: {
    inputFor: ({ instanceId: InstanceId }) => ({ InstanceId }),
    answers: {}, // no document names an event that it answers; a policy may
  },
  look: async (ecs, { InstanceId, ImageId }) => {
    const [facts, image] = await Promise.all([
      ecs.readInstance(InstanceId, ["disks"]),
      ImageId === undefined ? undefined : ecs.readImage(ImageId),
    ]);
    return { ...facts, image };
  },
  checks: [...ofInstance, inStatus("Stopped"), ...ofParameters],
  dataLoss: () => ["systemDisk"],
  effect: {
    baseline: ({ disks }) => systemDiskIds(disks),
    evidence: ({ facts: { disks }, baseline }) => systemDiskIds(disks).filter((diskId) => !baseline.includes(diskId)),
    absenceShows: ({ facts: { disks }, baseline }) => systemDiskIds(disks).some((diskId) => baseline.includes(diskId)),
    proof: ({ facts: { instance, disks }, baseline }, { evidenceIds, acceptedForMs }, bounds) => {
      const disk = systemDiskOf(disks);
      if (disk?.status !== "In_use" || instance?.locks.length !== 0) return "running";
      if (evidenceIds.includes(disk.diskId)) return "succeeded";
      // Without locks the cloud is not at it any more, and the disk of before is there: it has failed.
      return baseline.includes(disk.diskId) && acceptedForMs >= goneAfterMs(bounds) ? "failed" : "running";
    },
  },
  call: (ecs: Ecs, input, pin, token) => ecs.replaceSystemDisk(input, token, pin),
  replyFields: (DiskId) => ({ DiskId }),
  errors: replaceSystemDiskErrors,
});

/** When no lag of the cloud's lists can hide a replacement that is under way. */
const goneAfterMs = ({ lagMs, skewMs }: Bounds) => lagMs + 2 * skewMs;

/** Parameters that the document calls deprecated: they are passed on, and the caller is told. */
const deprecated = ["DiskId", "Platform", "Architecture"] as const satisfies readonly (keyof ReplaceSystemDiskInput)[];

const systemDiskIds = (disks: readonly DiskState[]) =>
  disks.filter(({ isSystem }) => isSystem).map(({ diskId }) => diskId);
