import * as z from "zod";
import { integerText } from "../../rpc/integer-text.ts";
import { booleanText } from "../parameter-types.ts";

/** An empty text is no parameter (invented). */
const text = z
  .string()
  .transform((value) => (value === "" ? undefined : value))
  .optional();

/** Parameters of ReplaceSystemDisk (2014-05-26), those for no public use included. */
export const parameters = z.strictObject({
  InstanceId: z.string().min(1),
  ImageId: text,
  SystemDisk: z.strictObject({ Size: integerText.optional() }).default({}),
  UseAdditionalService: booleanText.optional(),
  Password: text,
  PasswordInherit: booleanText.default(false),
  KeyPairName: text,
  DiskId: text,
  Platform: text,
  Architecture: text,
  SecurityEnhancementStrategy: z.enum(["Active", "Deactive"]).default("Deactive"),
  Encrypted: booleanText.optional(),
  KMSKeyId: text,
  EncryptAlgorithm: text,
  Arn: z
    .array(
      z.strictObject({
        RoleType: z.string().optional(),
        Rolearn: z.string().optional(),
        AssumeRoleFor: integerText.optional(),
      }),
    )
    .optional(),
  ClientToken: z
    .string()
    .regex(/^[\x20-\x7e]{1,64}$/)
    .optional(),
});

export type Asked = z.output<typeof parameters>;
