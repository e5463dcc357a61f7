import { stringify } from "yaml";
import * as z from "zod";
import { policyText } from "../policy-answer.ts";
import { viewOf } from "../view.ts";
import { versionSchema, versionWords } from "./versions.ts";

const policySchema = z.object({ Policy: versionSchema.optional(), Text: policyText });

/** A file that `policy check` takes: what it is stands in comments. */
export const viewPolicy = viewOf(policySchema, ({ Policy, Text }, show) =>
  `# ${versionWords(Policy, show)}\n\n${stringify(Text, { lineWidth: 0 })}`.trimEnd(),
);
