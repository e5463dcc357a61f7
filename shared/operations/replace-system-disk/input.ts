import * as z from "zod";
import { refusedAs } from "../../parameter.ts";
import { flag, instanceId } from "../parameters.ts";

const text = z.string("must be text").min(1, "must not be empty").max(128, "may have 128 characters").optional();

/** The special characters of the document's list. */
const special = "()`~!@#$%^&*-_+=|{}[]:;'<>,.?/";

/** 8 to 30 characters of at least three of the four classes. The slash on Windows is looked at later, with the image. */
const password = z.string("must be text").refine(isStrong, {
  message: `must have 8 to 30 characters of at least three kinds: A-Z, a-z, 0-9, ${special}`,
  ...refusedAs(400, "InvalidPassword.Malformed"),
});

/** An empty password means what no password means: the present one stays. */
function isStrong(value: string): boolean {
  if (value === "") return true;
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
    InstanceId: instanceId.describe("The instance; it must be Stopped"),
    ImageId: text.describe("The image of the new system disk"),
    SystemDisk: z
      .strictObject(
        {
          Size: z
            .int("must be a whole number of GiB, such as 40")
            .meta({ minimum: 1 })
            .refine((gib) => gib > 0, {
              message: "must be 1 or more",
              ...refusedAs(400, "InvalidSystemDiskSize.ValueNotSupported"),
            }),
        },
        "must be an object with Size",
      )
      .optional()
      .describe("`Size` in GiB: at least the image's and the present disk's size, at most what the category has"),
    UseAdditionalService: flag.optional().describe("Use the cloud's NTP, and its KMS (Windows) or YUM (Linux)"),
    Password: password
      .optional()
      .describe(
        "A new password; only by a signed call of a person with the role approver on a Stopped instance, never stored",
      ),
    PasswordInherit: flag.optional().describe("Use the password of the image; not beside `Password`"),
    KeyPairName: text.describe("The key pair to log in with; Linux only"),
    DiskId: text.describe("Deprecated, accepted with a warning; not beside `ImageId`"),
    Platform: text.describe("Deprecated, accepted with a warning"),
    Architecture: text.describe("Deprecated, accepted with a warning"),
    SecurityEnhancementStrategy: z
      .enum(["Active", "Deactive"], "must be Active or Deactive")
      .optional()
      .describe("Whether Security Center Basic is used"),
    Encrypted: flag.optional().describe("Encrypt the new disk"),
    KMSKeyId: text.describe("The KMS key to encrypt with; needs `Encrypted`"),
    StopAndStart: flag
      .default(false)
      .describe("Not the document's: stop a Running instance first and start it again afterwards, whatever came of it"),
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
  .refine(({ Password, PasswordInherit }) => !Password || PasswordInherit !== true, {
    path: ["Password"],
    message: "must not be set beside PasswordInherit",
    ...refusedAs(400, "InvalidPasswordParam.Mismatch"),
  })
  .refine(({ Password, StopAndStart }) => !Password || StopAndStart !== true, {
    path: ["Password"],
    message: "cannot wait for the instance to stop; use PasswordInherit or KeyPairName",
  })
  .refine(({ Encrypted, KMSKeyId }) => KMSKeyId === undefined || Encrypted === true, {
    path: ["KMSKeyId"],
    message: "needs Encrypted to be true",
    ...refusedAs(403, "InvalidEncrypted.NotMatchKmsKeyId"),
  });

export type ReplaceSystemDiskInput = z.output<typeof replaceSystemDiskInput>;
