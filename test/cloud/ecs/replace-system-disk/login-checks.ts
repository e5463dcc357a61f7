import type { Check } from "../../rpc/rpc-error.ts";
import { keyPairs } from "../../world/key-pairs.ts";
import { type Judged, refuse } from "./judged.ts";

/** The system that the instance will have. */
const willBeWindows = ({ image, instance }: Judged) => (image?.osType ?? instance.osType) === "windows";

/** A Windows host name has 15 characters at most. */
const windowsHostNameLength = 15;

/** How one will log in to the new system, and under which name it goes. */
export const loginChecks: readonly Check<Judged>[] = [
  refuse("403 DependencyViolation.WindowsInstance", (subject) => !!subject.asked.KeyPairName && willBeWindows(subject)),
  refuse(
    "400 InvalidKeyPairName.NotFound",
    ({ asked }) => asked.KeyPairName !== undefined && !keyPairs.includes(asked.KeyPairName),
  ),
  refuse(
    "400 InvalidPassword.Malformed",
    (subject) => subject.asked.Password?.startsWith("/") === true && willBeWindows(subject),
  ),
  refuse(
    "403 InvalidHostname.MismatchImage",
    (subject) => willBeWindows(subject) && subject.instance.instanceName.length > windowsHostNameLength,
  ),
  refuse(
    "400 LoginAsNonRoot.ImageNotSupport",
    ({ instance, image }) => instance.traits.includes("login-as-non-root") && image?.trait === "root-login-only",
  ),
  // Invented: what NotMatch means is not documented; that Active is for public images only, is.
  refuse(
    "403 InvalidParameter.NotMatch",
    ({ asked, image }) => asked.SecurityEnhancementStrategy === "Active" && image?.ownerAlias !== "system",
    "The specified parameter SecurityEnhancementStrategy does not match the image.",
  ),
];
