import { readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { isStack, stackForm } from "../../function-name.ts";
import { regionForm as isRegion } from "../../install/names.ts";
import { misused } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** The file that says which stack commands in its folder are about. */
const name = ".redeploy-once.json";

export const regionForm = z.string().regex(isRegion, "must be a region such as cn-hangzhou");
export const accountForm = z.string().regex(/^\d{5,20}$/, "must be the number of an account, such as 1000000000000001");
export const stackName = z.string().refine(isStack, stackForm);

const fileSchema = z.strictObject({
  stack: stackName.optional(),
  region: regionForm.optional(),
  accountId: accountForm.optional(),
  /** The regions of --all-regions. */
  regions: z.array(regionForm).min(1).optional(),
  timeZone: z.string().optional(),
  /** Other addresses of Function Compute, by region, such as those inside of a VPC. */
  endpoints: z.record(regionForm, z.string()).optional(),
  /** The HTTP triggers, by the function's name without the stack: {"redeploy-instance": "https://…"}. */
  urls: z.record(z.string(), z.url({ protocol: /^https$/ })).optional(),
});

export type StackFile = z.output<typeof fileSchema>;

/** The file in the working directory; empty if there is none. Throws `Stopped` for one that cannot be used. */
export async function readStackFile({ folder }: Pick<Terminal, "folder">): Promise<StackFile> {
  const text = await readFile(path.join(folder, name), "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
    throw misused(`${name} cannot be read.`);
  });
  const { data, error } = fileSchema.safeParse(parsed(text));
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw misused(`${name}: ${issue?.path.join(".") || "the file"}: ${issue?.message}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw misused(
      `${name} must be JSON, such as {"stack":"ops","region":"cn-hangzhou","accountId":"1000000000000001"}.`,
    );
  }
}
