import * as z from "zod";
import type { ErrorRow } from "../rpc/rpc-error.ts";
import { type Image, imageStatuses, images } from "../world/images.ts";
import { defineAction, malformedBy } from "./define-action.ts";
import { badPageSize, pageParams, paginate } from "./paging.ts";
import { booleanText, commaListText } from "./parameter-types.ts";
import { requireRegion, unknownRegion } from "./region.ts";

const everyStatus: readonly string[] = imageStatuses;

const params = z.strictObject({
  ...pageParams,
  RegionId: z.string().min(1),
  /** Several, joined by commas (invented). */
  ImageId: commaListText.optional(),
  ImageOwnerAlias: z.enum(["system", "self", "others", "marketplace"]).optional(),
  OSType: z.enum(["linux", "windows"]).optional(),
  IsPublic: booleanText.optional(),
  Status: commaListText
    .refine((statuses) => statuses.every((status) => status === "ALL" || everyStatus.includes(status)))
    .default(["Available"]),
});

/** Rows of the vendor's description of DescribeImages (2024). */
const errors = {
  unknownOwner: {
    status: 400,
    code: "InvalidImageOwnerAlias.ValueNotSupported",
    message: "The specified ImageOwnerAlias value is not supported.",
  },
  unknownSystem: { status: 404, code: "InvalidOSType", message: "The specified OSType is not valid." },
  /** Spelled so. */
  malformed: { status: 400, code: "InvalidParamter", message: "Invalid Parameter." },
} as const satisfies Record<string, ErrorRow>;

/** DescribeImages (ecs 2014-05-26); without a status filter only Available images, community images only if asked for. */
export const describeImages = defineAction({
  name: "DescribeImages",
  changesWorld: false,
  params,
  errors: [unknownRegion, badPageSize],
  malformed: malformedBy({ ImageOwnerAlias: errors.unknownOwner, OSType: errors.unknownSystem }, errors.malformed),
  run: (world, asked) => {
    requireRegion(world, asked.RegionId);
    const found = [...images.values()].filter((image) => filters.every((passes) => passes(image, asked)));
    const { shown, totals } = paginate(world, found, asked);
    return { ...totals, RegionId: asked.RegionId, Images: { Image: shown.map(show) } };
  },
});

type Asked = z.output<typeof params>;

const filters: readonly ((image: Image, asked: Asked) => boolean)[] = [
  ({ imageId }, { ImageId }) => ImageId === undefined || ImageId.includes(imageId),
  ({ status }, { Status }) => Status.includes("ALL") || Status.includes(status),
  ({ isCommunity = false }, { IsPublic = false }) => !isCommunity || IsPublic,
  ({ ownerAlias }, { ImageOwnerAlias }) =>
    ImageOwnerAlias === undefined ? ownerAlias !== "marketplace" : ImageOwnerAlias === ownerAlias,
  ({ osType }, { OSType }) => OSType === undefined || OSType === osType,
];

const show = (image: Image) => ({
  ImageId: image.imageId,
  ImageName: image.imageId,
  ImageOwnerAlias: image.ownerAlias,
  IsPublic: image.ownerAlias === "system",
  OSType: image.osType,
  OSName: image.osName,
  OSNameEn: image.osName,
  Platform: image.platform,
  Architecture: image.architecture,
  Size: image.sizeGib,
  Status: image.status,
  Progress: image.status === "Available" ? "100%" : "0%",
  IsSupportIoOptimized: image.trait !== "no-io-optimization",
  IsSubscribed: image.ownerAlias === "marketplace" && image.trait !== "unsubscribed",
  LoginAsNonRootSupported: image.trait !== "root-login-only",
});
