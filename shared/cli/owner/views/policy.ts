import { stringify } from "yaml";
import * as z from "zod";
import { policyText } from "../policy-answer.ts";
import { plain } from "../show.ts";
import { viewOf } from "../view.ts";
import { versionSchema, versionWords } from "./versions.ts";

const policySchema = z
  .object({ Policy: versionSchema.optional(), Text: policyText.optional(), Unreadable: z.string().optional() })
  .refine(({ Text, Unreadable }) => Text !== undefined || Unreadable !== undefined);

/** A file that `policy check` takes: what it is stands in comments. */
export const viewPolicy = viewOf(policySchema, ({ Policy, Text, Unreadable }, show) => {
  const head = `# ${versionWords(Policy, show)}`;
  const body =
    Text === undefined ? `# ${plain(`It cannot be read: ${Unreadable}`)}` : stringify(Text, { lineWidth: 0 });
  return `${head}\n\n${body}`.trimEnd();
});
