import * as z from "zod";
import { allows, type Principal } from "../../core/principals.ts";
import { trusts } from "../../ram/roles.ts";
import { crc64 } from "../crc64.ts";
import { functionSettings } from "../function-settings.ts";
import { forbiddenLogstore } from "../log-right.ts";
import { unzip, ZipError, type ZippedFile } from "../unzip.ts";
import type { Plane } from "./action.ts";
import { FcError, invalidArgument } from "./fc-error.ts";
import { parsed } from "./parsed.ts";

const tag = z.strictObject({ Key: z.string().min(1), Value: z.string() });

/** CreateFunctionInput and UpdateFunctionInput without the code; the bounds are those of fc 2023-03-30. */
const settingsSchema = z
  .strictObject({
    ...functionSettings,
    timeout: functionSettings.timeout.default(3),
    memorySize: functionSettings.memorySize.default(512),
    logConfig: functionSettings.logConfig.optional(),
    role: z
      .string()
      .regex(/^acs:ram::\d+:role\/.+$/, "is no ARN of a role.")
      .optional(),
    cpu: z.number().min(0.05).max(16).multipleOf(0.05).optional(),
    diskSize: z.literal([512, 10_240]).default(512),
    layers: z.array(z.string()).max(0, "are not done here.").optional(),
    tags: z.array(tag).max(20).default([]),
  })
  .refine(({ cpu, memorySize }) => cpu === undefined || (memorySize >= 1_024 * cpu && memorySize <= 4_096 * cpu), {
    path: ["cpu"],
    error: "the ratio of cpu to memorySize in GB must be from 1:1 to 1:4.",
  });

export type FunctionSettings = z.output<typeof settingsSchema>;

/** Reads a function's settings, and judges what they name in the account. Throws FcError. */
export function readSettings(said: unknown, principal: Principal, plane: Plane): FunctionSettings {
  const settings = parsed(settingsSchema, said);
  checkRole(settings, principal, plane);
  checkLogs(settings, plane);
  return settings;
}

/** That a missing role, or one that FC may not assume, is refused at once is invented, and so is the code. */
function checkRole({ role }: FunctionSettings, principal: Principal, { account, holds }: Plane) {
  if (role === undefined) return;
  if (!allows(principal, "ram:PassRole", role, { "acs:Service": "fc.aliyuncs.com" })) {
    throw new FcError(403, "AccessDenied", `the caller is not authorized to perform ram:PassRole on ${role}`);
  }
  const found = account.roles.all().find(({ arn }) => arn === role.toLowerCase());
  const isUsable = found !== undefined && trusts(found, "fc.aliyuncs.com");
  if (!isUsable && holds("fc.role-checked")) throw invalidArgument(`role: ${role} cannot be assumed by FC.`);
}

/** The texts about project and logstore are as users of fc3 met them (devsapp/fc3, error-code.ts). */
function checkLogs({ logConfig, role }: FunctionSettings, { account, holds }: Plane) {
  if (logConfig === undefined) return;
  const { project, logstore } = logConfig;
  if (!account.logs.has(project)) throw invalidArgument(`project '${project}' does not exist`);
  if (!account.logs.has(project, logstore)) throw invalidArgument(`logstore '${logstore}' does not exist`);
  const statements = role === undefined ? undefined : account.roles.statementsOf(role);
  if (statements === undefined || !holds("fc.log-right")) return;
  const { accountId, regionId: region } = account;
  if (forbiddenLogstore({ logConfig, region, accountId, statements }) === undefined) return;
  throw new FcError(403, "AccessDenied", "No permission to access the logstore");
}

const codeSchema = z.strictObject({ zipFile: z.base64(), checksum: z.string().optional() });

/** The package, of 100 MB at most in base64 (FC limits), with the CRC-64 that FC tells of it. Throws FcError. */
export function readCode(said: unknown) {
  const { zipFile, checksum: expected } = parsed(codeSchema, said);
  const archive = Buffer.from(zipFile, "base64");
  const checksum = crc64(archive);
  if (expected !== undefined && expected !== checksum) throw invalidArgument("code.checksum: does not match the code.");
  return { files: filesOf(archive), checksum, sizeBytes: archive.byteLength };
}

function filesOf(archive: Buffer): readonly ZippedFile[] {
  try {
    return unzip(archive);
  } catch (error) {
    if (error instanceof ZipError) throw invalidArgument(`code.zipFile: ${error.message}`);
    throw error;
  }
}
