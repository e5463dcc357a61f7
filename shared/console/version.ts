import * as z from "zod";
import type { Applied } from "../control/control.ts";

/** A policy that is or was in force, as people read it. */
export const versionSchema = z.strictObject({
  Serial: z.int(),
  Hash: z.string(),
  By: z.string(),
  Why: z.string(),
  AppliedAt: z.iso.datetime(),
});

export const versionOf = ({ serial, hash, by, why, atMs }: Applied): z.output<typeof versionSchema> => ({
  Serial: serial,
  Hash: hash,
  By: by,
  Why: why,
  AppliedAt: new Date(atMs).toISOString(),
});
