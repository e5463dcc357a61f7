import Ecs20140526 from "@alicloud/ecs20140526";
import type { ImageState } from "./ecs-facts.ts";
import { read } from "./read.ts";
import { readOptions } from "./sdk.ts";
import { allAbout, needed } from "./unreadable.ts";

type Client = InstanceType<typeof Ecs20140526.default>;

/** Where images are listed: without an owner those of the marketplace are left out. Source: DescribeImages, ImageOwnerAlias. */
const imageQueries = [{}, { imageOwnerAlias: "marketplace" }, { isPublic: true }] as const;

/** The image, or undefined if it is in none of the lists, which is how the API says that there is none. */
export async function readImage(client: Client, regionId: string, imageId: string): Promise<ImageState | undefined> {
  for (const query of imageQueries) {
    const request = new Ecs20140526.DescribeImagesRequest({
      regionId,
      imageId,
      status: "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated",
      ...query,
    });
    const call = client.describeImagesWithOptions(request, readOptions());
    const image = await read("DescribeImages", call, ({ body }) => {
      const list = { items: body?.images?.image, total: body?.totalCount };
      const [found] = allAbout(imageId, list, (item) => item.imageId);
      return found && toImage(found);
    });
    if (image !== undefined) return image;
  }
  return undefined;
}

type ListedImage = InstanceType<typeof Ecs20140526.DescribeImagesResponseBodyImagesImage>;

const toImage = (found: ListedImage): ImageState => ({
  sizeGib: found.size ?? 0,
  osType: found.OSType === "windows" ? "windows" : "linux",
  isAvailable: ["Available", "Deprecated"].includes(needed(found.status, "Status")),
});
