import type { DiskState, ImageState, InstanceFacts } from "../../cloud/ecs-facts.ts";
import { exists, isNotLocked, isPaid } from "../instance-checks.ts";
import type { Operation } from "../operation.ts";
import type { ReplaceSystemDiskInput } from "./input.ts";
import { systemDiskSizes } from "./sizes.ts";

export type ReplaceFacts = InstanceFacts<"disks"> & { readonly image: ImageState | undefined };

type ReplaceCheck = Operation<ReplaceSystemDiskInput, ReplaceFacts>["checks"][number];

/** Reasons that lie in the instance. */
export const ofInstance: readonly ReplaceCheck[] = [
  exists("The specified InstanceId does not exist."),
  isNotLocked("The instance is locked due to security."),
  isPaid,
];

/** Reasons that lie in what is asked for. */
export const ofParameters: readonly ReplaceCheck[] = [
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
  // The category's range comes before the present size: no present disk is below it, so a size below it is below both.
  {
    code: "InvalidSystemDiskSize.LessThanMinSize",
    message: sizeRange,
    fails: ({ disks }, { SystemDisk }) => (SystemDisk?.Size ?? Number.MAX_VALUE) < rangeOf(disks).minGib,
  },
  {
    code: "InvalidSystemDiskSize.MoreThanMaxSize",
    message: sizeRange,
    fails: ({ disks }, { SystemDisk }) => (SystemDisk?.Size ?? 0) > rangeOf(disks).maxGib,
  },
  {
    code: "InvalidSystemDiskSize.LessThanImageSize",
    message: ({ image }) => `SystemDisk.Size must be at least the image's size, ${image?.sizeGib} GiB.`,
    fails: ({ image }, { SystemDisk }) => (SystemDisk?.Size ?? Number.MAX_VALUE) < (image?.sizeGib ?? 0),
  },
  {
    code: "InvalidSystemDiskSize",
    message: ({ disks }) =>
      `SystemDisk.Size must be at least the size of the present system disk, ${systemDiskOf(disks)?.sizeGib} GiB.`,
    fails: ({ disks }, { SystemDisk }) => (SystemDisk?.Size ?? Number.MAX_VALUE) < (systemDiskOf(disks)?.sizeGib ?? 0),
  },
];

function sizeRange({ disks }: ReplaceFacts): string {
  const { minGib, maxGib } = rangeOf(disks);
  return `SystemDisk.Size must be ${minGib} to ${maxGib} GiB for the category ${systemDiskOf(disks)?.category}.`;
}

export const systemDiskOf = (disks: readonly DiskState[]) => disks.find(({ isSystem }) => isSystem);

const rangeOf = (disks: readonly DiskState[]) => systemDiskSizes(systemDiskOf(disks));

/** The system that the instance will have: the image's, else its present one. */
const osOf = ({ image, instance }: ReplaceFacts) => image?.osType ?? instance?.osType;
