import type { Check } from "../../rpc/rpc-error.ts";
import { type Judged, refuse } from "./judged.ts";

/** What the parameters alone say. */
export const requestChecks: readonly Check<Judged>[] = [
  refuse(
    "400 InvalidParameter.AllEmpty",
    ({ world, asked }) => namesNothing(asked) && isBadRequest(world),
    "ImageId and DiskId are both empty.",
  ),
  refuse("403 InvalidParameter.AllEmpty", ({ world, asked }) => namesNothing(asked) && !isBadRequest(world)),
  refuse("403 InvalidParameter.Conflict", ({ asked }) => asked.ImageId !== undefined && asked.DiskId !== undefined),
  refuse("400 InvalidPasswordParam.Mismatch", ({ asked }) => asked.PasswordInherit && asked.Password !== undefined),
  refuse("400 InvalidPassword.Malformed", ({ asked }) => asked.Password !== undefined && !isStrong(asked.Password)),
  refuse("400 InvalidSystemDiskSize.ValueNotSupported", ({ asked }) => asked.SystemDisk.Size === 0),
  refuse("403 InvalidEncrypted.NotMatchKmsKeyId", ({ asked }) => asked.KMSKeyId !== undefined && !asked.Encrypted),
  refuse(
    "403 InvalidEncrypted.NotMatchEncryptAlgorithm",
    ({ asked }) => asked.EncryptAlgorithm !== undefined && !asked.Encrypted,
  ),
  refuse("403 InvalidRegionId.NotSupportEncryptAlgorithm", ({ asked }) => asked.EncryptAlgorithm === "sm4-128"),
  refuse(
    "403 InvalidEncryptAlgorithm",
    ({ asked }) => asked.EncryptAlgorithm !== undefined && asked.EncryptAlgorithm !== "aes-256",
  ),
];

const namesNothing = ({ ImageId, DiskId }: Judged["asked"]) => ImageId === undefined && DiskId === undefined;

/** One description has the row with 400, the other with 403. */
const isBadRequest = ({ holds }: Judged["world"]) => holds("dispute.replace-missing-image");

/** Its specials, from the document (2026). */
const specials = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/";

/** 8 to 30 characters of three kinds out of four, and no others. */
function isStrong(password: string) {
  const isSpecial = (character: string) => specials.includes(character);
  const kinds = [/[A-Z]/, /[a-z]/, /\d/].filter((kind) => kind.test(password)).length;
  const rest = [...password].filter((character) => !/[A-Za-z\d]/.test(character));
  return (
    password.length >= 8 && password.length <= 30 && rest.every(isSpecial) && kinds + (rest.length > 0 ? 1 : 0) >= 3
  );
}
