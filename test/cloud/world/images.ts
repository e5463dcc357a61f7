import type { OsType } from "./instance.ts";

/** States of an image, as DescribeImages names them. */
export const imageStatuses = ["Creating", "Waiting", "Available", "UnAvailable", "CreateFailed", "Deprecated"] as const;

/** What may be odd about an image, beyond its fields, and stands in the way of using it. */
type ImageTrait =
  | "root-login-only"
  | "fixed-size"
  | "data-disk-snapshot"
  | "no-io-optimization"
  | "conflicting-type"
  | "unsupported-type"
  | "unsubscribed"
  | "removed-from-market"
  | "not-bought"
  | "encrypted-snapshot";

export type Image = {
  readonly imageId: string;
  readonly ownerAlias: "system" | "self" | "others" | "marketplace";
  readonly osType: OsType;
  readonly osName: string;
  readonly platform: string;
  readonly architecture: "x86_64" | "arm64" | "i386";
  readonly sizeGib: number;
  readonly status: (typeof imageStatuses)[number];
  readonly trait?: ImageTrait;
  /** Published by another account for everybody. */
  readonly isCommunity?: true;
};

const linux = { osType: "linux", osName: "Alibaba Cloud Linux 3 64 bit", platform: "Aliyun" } as const;
const windows = { osType: "windows", osName: "Windows Server 2022 64 bit", platform: "Windows Server 2022" } as const;
const shared = { architecture: "x86_64", sizeGib: 20, status: "Available" } as const;
const own = { ...linux, ...shared, ownerAlias: "self" } as const;
const market = { ...own, ownerAlias: "marketplace" } as const;

/** The image that the fleet runs on. */
export const fleetImageId = "aliyun_3_x64_20G_alibase_20260101.vhd";
export const windowsImageId = "win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd";

const list: readonly Image[] = [
  { imageId: fleetImageId, ...linux, ...shared, ownerAlias: "system" },
  { imageId: "aliyun_3_x64_20G_alibase_20261001.vhd", ...linux, ...shared, ownerAlias: "system" },
  { imageId: windowsImageId, ...windows, ...shared, ownerAlias: "system", sizeGib: 40 },
  { imageId: "m-bp1custom0001", ...own },
  { imageId: "m-bp1shared0001", ...own, ownerAlias: "others" },
  { imageId: "m-bp1community0001", ...own, ownerAlias: "others", isCommunity: true },
  { imageId: "m-bp1market0001", ...market },
  { imageId: "m-bp1windows0001", ...own, ...windows },
  { imageId: "m-bp1large0001", ...own, sizeGib: 100 },
  { imageId: "m-bp1arm0001", ...own, architecture: "arm64" },
  { imageId: "m-bp1creating0001", ...own, status: "Creating" },
  { imageId: "m-bp1deprecated0001", ...own, status: "Deprecated" },
  { imageId: "m-bp1rootonly0001", ...own, trait: "root-login-only" },
  { imageId: "m-bp1fixedsize0001", ...own, trait: "fixed-size" },
  { imageId: "m-bp1datadisk0001", ...own, trait: "data-disk-snapshot" },
  { imageId: "m-bp1noio0001", ...own, trait: "no-io-optimization" },
  { imageId: "m-bp1conflict0001", ...own, trait: "conflicting-type" },
  { imageId: "m-bp1unsupported0001", ...own, trait: "unsupported-type" },
  { imageId: "m-bp1unsubscribed0001", ...market, trait: "unsubscribed" },
  { imageId: "m-bp1removed0001", ...market, trait: "removed-from-market" },
  { imageId: "m-bp1unbought0001", ...market, trait: "not-bought" },
  { imageId: "m-bp1encrypted0001", ...own, trait: "encrypted-snapshot" },
];

/** The images of the region, by id. */
export const images: ReadonlyMap<string, Image> = new Map(list.map((image) => [image.imageId, image]));
