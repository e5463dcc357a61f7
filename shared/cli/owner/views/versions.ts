import * as z from "zod";
import { plain, type Show } from "../show.ts";

/** A version of the policy, as the console names it. */
export const versionSchema = z.object({
  Serial: z.int(),
  Hash: z.string(),
  By: z.string(),
  Why: z.string(),
  AppliedAt: z.iso.datetime(),
});

export type Version = z.output<typeof versionSchema>;

/** `policy 3 (ab12cd34ef56), applied 2026-11-29 12:00:01 (3 min ago) by ram: nights only`; before the first, the starter. */
export const versionWords = (version: Version | undefined, { when }: Pick<Show, "when">) =>
  version === undefined
    ? "no policy was applied yet: the starter holds, which observes"
    : `policy ${version.Serial} (${version.Hash.slice(0, 12)}), applied ${when(version.AppliedAt)} by ${plain(version.By)}: ${plain(version.Why)}`;
