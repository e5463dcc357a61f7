import * as z from "zod";
import { refusedAs } from "../parameter.ts";
import { instanceId, optionalFlag } from "./parameters.ts";

const text = z.string("must be text").min(1, "must not be empty").max(128, "may have 128 characters").optional();

/** The special characters of the document's list. */
const special = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/";

/** 8 to 30 characters of at least three of the four classes. The slash on Windows is looked at later, with the image. */
const password = z.string("must be text").refine(isStrong, {
  message: `must have 8 to 30 characters of at least three kinds: A-Z, a-z, 0-9, ${special}`,
  ...refusedAs(400, "InvalidPassword.Malformed"),
});

function isStrong(value: string): boolean {
  const kinds = [/[A-Z]/, /[a-z]/, /[0-9]/].filter((kind) => kind.test(value)).length;
  const specials = [...value].filter((character) => special.includes(character)).length;
  const known = [...value].every((character) => /[A-Za-z0-9]/.test(character) || special.includes(character));
  return known && value.length >= 8 && value.length <= 30 && kinds + (specials > 0 ? 1 : 0) >= 3;
}

/**
 * The parameters of ReplaceSystemDisk. Accepted: what the document describes. Accepted with a warning: DiskId, Platform,
 * Architecture, which it calls deprecated. Refused: EncryptAlgorithm and Arn, which it says are not for public use.
 * ImageId is optional in its table and required in its text; its error rows want exactly one of ImageId and DiskId.
 */
export const replaceSystemDiskInput = z
  .strictObject({
    InstanceId: instanceId,
    ImageId: text,
    SystemDisk: z.strictObject({ Size: z.int("must be a whole number of GiB").min(1, "must be 1 or more") }).optional(),
    UseAdditionalService: optionalFlag,
    Password: password.optional(),
    PasswordInherit: optionalFlag,
    KeyPairName: text,
    DiskId: text,
    Platform: text,
    Architecture: text,
    SecurityEnhancementStrategy: z.enum(["Active", "Deactive"], "must be Active or Deactive").optional(),
    Encrypted: optionalFlag,
    KMSKeyId: text,
  })
  .refine(({ ImageId, DiskId }) => ImageId !== undefined || DiskId !== undefined, {
    path: ["ImageId"],
    message: "is needed, or else DiskId",
    ...refusedAs(403, "InvalidParameter.AllEmpty"),
  })
  .refine(({ ImageId, DiskId }) => ImageId === undefined || DiskId === undefined, {
    path: ["DiskId"],
    message: "must not be set beside ImageId",
    ...refusedAs(403, "InvalidParameter.Conflict"),
  })
  .refine(({ Password, PasswordInherit }) => Password === undefined || PasswordInherit !== true, {
    path: ["Password"],
    message: "must not be set beside PasswordInherit",
    ...refusedAs(400, "InvalidPasswordParam.Mismatch"),
  })
  .refine(({ Encrypted, KMSKeyId }) => KMSKeyId === undefined || Encrypted === true, {
    path: ["KMSKeyId"],
    message: "needs Encrypted to be true",
    ...refusedAs(403, "InvalidEncrypted.NotMatchKmsKeyId"),
  });

export type ReplaceSystemDiskInput = z.output<typeof replaceSystemDiskInput>;
