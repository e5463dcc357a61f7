import type { ParameterRow, TableRow } from "./parameter-row.ts";
import { instanceId } from "./shared-parameters.ts";

const secret = "Qx7-very-secret-Pass";
/** DiskId instead of ImageId, with what an image would tell. */
const fromDisk = { ImageId: undefined, DiskId: "d-bp1spare0001", Platform: "CentOS", Architecture: "x86_64" };

const notPublic = (name: string): Pick<TableRow, "required" | "decision" | "why" | "accepts"> => ({
  required: false,
  decision: "refuse",
  why: `the document says that ${name} is not available for public use`,
  accepts: [],
});

const ofRole = (field: string, value: unknown): TableRow["refuses"] => [
  { input: { Arn: [{ [field]: value }] }, code: "InvalidParameter.Arn" },
  { input: { [`Arn.1.${field}`]: value }, code: "InvalidParameter.Arn" },
  { input: { [field]: value }, code: `InvalidParameter.${field}` },
];

const rows: readonly TableRow[] = [
  { row: 1, name: "InstanceId", type: "string", required: true, ...instanceId("i-bp1stopped0002") },
  {
    row: 2,
    name: "ImageId",
    type: "string",
    required: false,
    decision: "accept",
    why: "optional in the table, required in its text; two error rows want exactly one of ImageId and DiskId, and they decide",
    accepts: [{ input: { ImageId: "m-bp1custom0001" }, sent: { ImageId: "m-bp1custom0001" } }],
    refuses: [
      { input: { ImageId: "" }, code: "InvalidParameter.ImageId" },
      { input: { ImageId: "m".repeat(129) }, code: "InvalidParameter.ImageId" },
    ],
  },
  {
    row: 3,
    name: "SystemDisk.Size",
    type: "integer",
    required: false,
    decision: "accept",
    why: "GiB, by the category's range: what the disk is shows in the look; as SystemDisk.Size or nested",
    accepts: [
      { input: { "SystemDisk.Size": 40 }, sent: { SystemDisk: { Size: "40" } } },
      { input: { "SystemDisk.Size": 2_048 }, sent: { SystemDisk: { Size: "2048" } } },
      { input: { SystemDisk: { Size: 60 } }, sent: { SystemDisk: { Size: "60" } } },
    ],
    refuses: [
      { input: { "SystemDisk.Size": 0 }, code: "InvalidSystemDiskSize.ValueNotSupported" },
      { input: { "SystemDisk.Size": -40 }, code: "InvalidSystemDiskSize.ValueNotSupported" },
      { input: { "SystemDisk.Size": 39 }, code: "InvalidSystemDiskSize", by: "look" },
      { input: { "SystemDisk.Size": 2_049 }, code: "InvalidSystemDiskSize.MoreThanMaxSize", status: 404, by: "look" },
    ],
  },
  {
    row: 4,
    name: "ClientToken",
    type: "string",
    required: false,
    decision: "accept",
    why: "optional for the cloud; of us a caller needs it, or the header Idempotency-Key, and it is the cloud's token too",
    accepts: [
      { input: { ClientToken: "~".repeat(64) }, sent: { ClientToken: "~".repeat(64) } },
      { input: { ClientToken: "a" }, sent: { ClientToken: "a" } },
    ],
    refuses: [
      { input: { ClientToken: undefined }, code: "MissingParameter" },
      { input: { ClientToken: "" }, code: "InvalidParameter.ClientToken" },
      { input: { ClientToken: "t".repeat(65) }, code: "InvalidParameter.ClientToken" },
      { input: { ClientToken: "t\u00fc" }, code: "InvalidParameter.ClientToken" },
    ],
  },
  {
    row: 5,
    name: "UseAdditionalService",
    type: "boolean",
    required: false,
    decision: "accept",
    why: "described in the document, without a default",
    accepts: [
      { input: {}, sent: {} },
      { input: { UseAdditionalService: true }, sent: { UseAdditionalService: "true" } },
      { input: { UseAdditionalService: false }, sent: { UseAdditionalService: "false" } },
    ],
    refuses: [],
  },
  {
    row: 6,
    name: "Password",
    type: "string",
    required: false,
    decision: "accept",
    why: "8 to 30 characters of three kinds; the specials are cut off in this copy and taken from the Chinese page; an empty one stands for none, as the document has it",
    accepts: [{ input: { Password: secret }, sent: { Password: "(hidden)" } }],
    refuses: [
      { input: { Password: "Ab1-xyz" }, code: "InvalidPassword.Malformed" },
      { input: { Password: "Ab1-".repeat(8) }, code: "InvalidPassword.Malformed" },
      { input: { Password: "lowercase1" }, code: "InvalidPassword.Malformed" },
      { input: { Password: 'With"Quote1' }, code: "InvalidPassword.Malformed" },
    ],
  },
  {
    row: 7,
    name: "PasswordInherit",
    type: "boolean",
    required: false,
    decision: "accept",
    why: "false by default; only true excludes Password, as the error row says, though the text says that any value does",
    accepts: [
      { input: { PasswordInherit: true }, sent: { PasswordInherit: "true" } },
      { input: { PasswordInherit: false }, sent: { PasswordInherit: "false" } },
    ],
    refuses: [],
  },
  {
    row: 8,
    name: "KeyPairName",
    type: "string",
    required: false,
    decision: "accept",
    why: "for Linux only, which shows in the look; whether it exists only the cloud knows",
    accepts: [{ input: { KeyPairName: "local-key-1" }, sent: { KeyPairName: "local-key-1" } }],
    refuses: [{ input: { KeyPairName: "" }, code: "InvalidParameter.KeyPairName" }],
  },
  {
    row: 9,
    name: "DiskId",
    type: "string",
    required: false,
    decision: "accept and warn",
    why: "deprecated in favour of ImageId, but error rows still speak of it",
    accepts: [{ input: fromDisk, sent: { DiskId: "d-bp1spare0001", Platform: "CentOS", Architecture: "x86_64" } }],
    refuses: [{ input: { ...fromDisk, DiskId: "" }, code: "InvalidParameter.DiskId" }],
  },
  {
    row: 10,
    name: "Platform",
    type: "string",
    required: false,
    decision: "accept and warn",
    why: "deprecated, but error rows want it beside DiskId",
    accepts: [{ input: { Platform: "CentOS" }, sent: { Platform: "CentOS" } }],
    refuses: [{ input: { Platform: "" }, code: "InvalidParameter.Platform" }],
  },
  {
    row: 11,
    name: "Architecture",
    type: "string",
    required: false,
    decision: "accept and warn",
    why: "deprecated, but error rows want it beside DiskId",
    accepts: [{ input: { Architecture: "i386" }, sent: { Architecture: "i386" } }],
    refuses: [{ input: { Architecture: "" }, code: "InvalidParameter.Architecture" }],
  },
  {
    row: 12,
    name: "SecurityEnhancementStrategy",
    type: "string",
    required: false,
    decision: "accept",
    why: "two values; this copy has lost their list, other copies have Active and Deactive",
    accepts: [
      { input: { SecurityEnhancementStrategy: "Active" }, sent: { SecurityEnhancementStrategy: "Active" } },
      { input: { SecurityEnhancementStrategy: "Deactive" }, sent: { SecurityEnhancementStrategy: "Deactive" } },
    ],
    refuses: [
      { input: { SecurityEnhancementStrategy: "active" }, code: "InvalidParameter.SecurityEnhancementStrategy" },
      { input: { SecurityEnhancementStrategy: "Inactive" }, code: "InvalidParameter.SecurityEnhancementStrategy" },
    ],
  },
  {
    row: 13,
    name: "Encrypted",
    type: "boolean",
    required: false,
    decision: "accept",
    why: "false by default; whether the image wants true only the cloud knows",
    accepts: [
      { input: { Encrypted: true }, sent: { Encrypted: "true" } },
      { input: { Encrypted: false }, sent: { Encrypted: "false" } },
    ],
    refuses: [],
  },
  {
    row: 14,
    name: "KMSKeyId",
    type: "string",
    required: false,
    decision: "accept",
    why: "described in the document; an error row wants Encrypted beside it",
    accepts: [
      {
        input: { Encrypted: true, KMSKeyId: "key-bp1enabled0001" },
        sent: { Encrypted: "true", KMSKeyId: "key-bp1enabled0001" },
      },
    ],
    refuses: [{ input: { Encrypted: true, KMSKeyId: "" }, code: "InvalidParameter.KMSKeyId" }],
  },
  {
    row: 15,
    name: "EncryptAlgorithm",
    type: "string",
    ...notPublic("EncryptAlgorithm"),
    refuses: [{ input: { Encrypted: true, EncryptAlgorithm: "aes-256" }, code: "InvalidParameter.EncryptAlgorithm" }],
  },
  {
    row: 16,
    name: "Arn",
    type: "array<object>",
    ...notPublic("Arn"),
    refuses: [
      { input: { Arn: [] }, code: "InvalidParameter.Arn" },
      { input: { Arn: [{}] }, code: "InvalidParameter.Arn" },
    ],
  },
  {
    row: 17,
    name: "Arn.1",
    type: "object",
    ...notPublic("Arn"),
    refuses: [{ input: { "Arn.1": {} }, code: "InvalidParameter.Arn" }],
  },
  { row: 18, name: "RoleType", type: "string", ...notPublic("RoleType"), refuses: ofRole("RoleType", "primary") },
  {
    row: 19,
    name: "Rolearn",
    type: "string",
    ...notPublic("Rolearn"),
    refuses: ofRole("Rolearn", "acs:ram::1:role/x"),
  },
  {
    row: 20,
    name: "AssumeRoleFor",
    type: "integer",
    ...notPublic("AssumeRoleFor"),
    refuses: ofRole("AssumeRoleFor", 0),
  },
];

/** ReplaceSystemDisk (ECS 2014-05-26), "Request parameters": 20 rows. */
export const replaceSystemDiskParameters: readonly ParameterRow[] = rows.map((row) => ({
  document: "004_64021e9106dd7b38.txt",
  operation: "ReplaceSystemDisk",
  ...row,
}));
