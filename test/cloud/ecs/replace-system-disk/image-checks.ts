import type { Check } from "../../rpc/rpc-error.ts";
import { type Judged, refuse, refuseTraits } from "./judged.ts";

/** What the image says. */
export const imageChecks: readonly Check<Judged>[] = [
  refuse("404 InvalidImageId.NotFound", ({ asked, image }) => asked.ImageId !== undefined && image === undefined),
  refuse("403 OperationDenied.ImageNotValid", ({ image }) => (image?.status ?? "Available") !== "Available"),
  refuse("400 InvalidInstanceType.NotSupported", ({ image }) => (image?.architecture ?? "x86_64") !== "x86_64"),
  ...refuseTraits(
    ({ image }) => (image?.trait === undefined ? [] : [image.trait]),
    [
      ["data-disk-snapshot", "400 OperationDenied"],
      ["no-io-optimization", "403 IoOptimized.NotSupported"],
      ["conflicting-type", "400 InvalidParameter.Conflict"],
      ["unsupported-type", "403 ImageNotSupportInstanceType"],
      ["unsubscribed", "403 ImageNotSubscribed"],
      ["removed-from-market", "403 ImageRemovedInMarket"],
      ["not-bought", "403 QuotaExceed.BuyImage"],
    ],
  ),
];
