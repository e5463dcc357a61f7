import type { DiskState, Ecs, ImageState, InstanceFacts } from "../cloud/ecs.ts";
import { defineOperation } from "../operation.ts";
import { replaceSystemDiskErrors } from "./replace-system-disk-errors.ts";
import { type ReplaceSystemDiskInput, replaceSystemDiskInput } from "./replace-system-disk-input.ts";
import { systemDiskSizes } from "./system-disk-sizes.ts";

type ReplaceFacts = InstanceFacts<"disks"> & { readonly image: ImageState | undefined };

/** Gives a Stopped instance a new system disk from an image. Source: ECS API ReplaceSystemDisk, 2014-05-26. */
export const replaceSystemDisk = defineOperation({
  name: "ReplaceSystemDisk",
  product: "ecs",
  version: "2014-05-26",
  summary: "Replace the system disk of a Stopped instance",
  consent: "always: the present system disk is released",
  input: replaceSystemDiskInput,
  secrets: { Password: "PasswordInherit or KeyPairName" },
  target: ({ InstanceId }) => InstanceId,
  warnings: (input) => deprecated.filter((name) => input[name] !== undefined).map((name) => `${name} is deprecated`),
  inputForEvent: ({ instanceId: InstanceId }) => ({ InstanceId }),
  answers: {}, // no document names an event that it answers; EVENT_RULES may
  look: async (ecs: Ecs, { InstanceId, ImageId }): Promise<ReplaceFacts> => {
    const [facts, image] = await Promise.all([
      ecs.readInstance(InstanceId, ["disks"]),
      ImageId === undefined ? undefined : ecs.readImage(ImageId),
    ]);
    return { ...facts, image };
  },
  checks: [
    {
      code: "InvalidInstanceId.NotFound",
      message: "The specified InstanceId does not exist.",
      fails: ({ instance }) => instance === undefined,
    },
    {
      code: "InstanceLockedForSecurity",
      message: "The instance is locked due to security.",
      fails: ({ instance }) => instance?.locks.includes("security") === true,
    },
    {
      code: "InstanceExpiredOrInArrears",
      message: "The instance is expired (prepaid) or in arrears (pay-as-you-go).",
      fails: ({ instance }) => instance?.expired === true || instance?.locks.includes("financial") === true,
    },
    {
      code: "IncorrectInstanceStatus",
      message: "The instance must be Stopped.",
      fails: ({ instance }) => instance?.status !== "Stopped",
    },
    {
      code: "InvalidInstance.NotFoundSystemDisk",
      message: "The specified instance has no system disk.",
      fails: ({ disks }) => systemDiskOf(disks) === undefined,
    },
    {
      code: "InvalidImageId.NotFound",
      message: "The specified ImageId does not exist.",
      fails: ({ image }, { ImageId }) => ImageId !== undefined && image === undefined,
    },
    {
      code: "OperationDenied.ImageNotValid",
      message: "The specified image is not available.",
      fails: ({ image }) => image?.isAvailable === false,
    },
    {
      code: "DependencyViolation.WindowsInstance",
      message: "KeyPairName is for Linux only.",
      fails: (facts, { KeyPairName }) => KeyPairName !== undefined && osOf(facts) === "windows",
    },
    {
      code: "InvalidPassword.Malformed",
      message: "Password must not begin with / on Windows.",
      fails: (facts, { Password }) => Password?.startsWith("/") === true && osOf(facts) === "windows",
    },
    {
      code: "InvalidSystemDiskSize.LessThanImageSize",
      message: "SystemDisk.Size is less than the image's size.",
      fails: ({ image }, { SystemDisk }) => (SystemDisk?.Size ?? Number.MAX_VALUE) < (image?.sizeGib ?? 0),
    },
    {
      code: "InvalidSystemDiskSize",
      message: "SystemDisk.Size must not be less than the size of the present system disk.",
      fails: ({ disks }, { SystemDisk }) =>
        (SystemDisk?.Size ?? Number.MAX_VALUE) < (systemDiskOf(disks)?.sizeGib ?? 0),
    },
    {
      code: "InvalidSystemDiskSize.LessThanMinSize",
      message: "SystemDisk.Size is less than the least that the disk's category has.",
      fails: ({ disks }, { SystemDisk }) => (SystemDisk?.Size ?? Number.MAX_VALUE) < rangeOf(disks).minGib,
    },
    {
      code: "InvalidSystemDiskSize.MoreThanMaxSize",
      message: "SystemDisk.Size is more than the disk's category has.",
      fails: ({ disks }, { SystemDisk }) => (SystemDisk?.Size ?? 0) > rangeOf(disks).maxGib,
    },
  ],
  dataLoss: () => "the present system disk is released with everything on it",
  baseline: ({ disks }) => systemDiskIds(disks),
  evidence: ({ facts: { disks }, baseline }) => systemDiskIds(disks).filter((diskId) => !baseline.includes(diskId)),
  absenceShows: ({ facts: { disks }, baseline }) => systemDiskIds(disks).some((diskId) => baseline.includes(diskId)),
  proof: ({ facts: { instance, disks } }, { evidenceIds }) => {
    const disk = systemDiskOf(disks);
    const isOurs = disk !== undefined && evidenceIds.includes(disk.diskId);
    return isOurs && disk.status === "In_use" && instance?.locks.length === 0 ? "succeeded" : "running";
  },
  call: (ecs: Ecs, input, pin, token) => ecs.replaceSystemDisk(input, token, pin),
  answerFields: (DiskId) => ({ DiskId }),
  errors: replaceSystemDiskErrors,
});

/** Parameters that the document calls deprecated: they are passed on, and the caller is told. */
const deprecated = ["DiskId", "Platform", "Architecture"] as const satisfies readonly (keyof ReplaceSystemDiskInput)[];

const systemDiskOf = (disks: readonly DiskState[]) => disks.find(({ isSystem }) => isSystem);

const systemDiskIds = (disks: readonly DiskState[]) =>
  disks.filter(({ isSystem }) => isSystem).map(({ diskId }) => diskId);

const rangeOf = (disks: readonly DiskState[]) => systemDiskSizes(systemDiskOf(disks));

/** The system that the instance will have: the image's, else its present one. */
const osOf = ({ image, instance }: ReplaceFacts) => image?.osType ?? instance?.osType;
