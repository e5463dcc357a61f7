import * as z from "zod";
import { digestOf } from "../policy/hash.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { starter } from "../policy/starter.ts";
import { notOnRecord, verbOf } from "./verb.ts";
import { versionOf, versionSchema } from "./version.ts";

/** A policy that is or was in force. */
export const policyShow = verbOf({
  name: "policy show",
  summary: "The policy in force, or an earlier one, with who applied it and why",
  schema: z.strictObject({
    Serial: z
      .int("must be the serial of a policy")
      .min(0)
      .optional()
      .describe("An earlier one; the one in force if left out"),
  }),
  answers: z.strictObject({
    /** Left out for the starter, which nobody applied. */
    Policy: versionSchema.optional(),
    /** The policy as JSON. */
    Text: z.looseObject({}).optional(),
    /** Why this release cannot read it. */
    Unreadable: z.string().optional(),
  }),
  refusals: { 404: "InvalidSerial.NotFound" },
  run: async ({ Serial }, { control }) => {
    const { policy } = await control.readControl();
    if (Serial === 0 || (Serial === undefined && policy === undefined)) return { Text: { ...starter } };
    const shown = Serial === undefined || Serial === policy?.serial ? policy : await control.readPast(Serial);
    if (shown === undefined) throw notOnRecord("InvalidSerial.NotFound", `No policy ${Serial} was ever in force.`);
    const text = await control.readText(shown.hash);
    const version = { Policy: versionOf(shown) };
    if (text === undefined) return { ...version, Unreadable: `There is no text with the hash ${shown.hash}.` };
    if (digestOf(text) !== shown.hash) return { ...version, Unreadable: "The text was changed: it has another hash." };
    return { ...version, ...shownIn(text) };
  },
});

/** A text as JSON, or why this release cannot read it: then nothing is sent under it. */
function shownIn(text: string) {
  const value = jsonIn(text);
  if (value === undefined) return { Unreadable: "The text is no JSON." };
  const reading = readPolicy(value);
  if ("problems" in reading) {
    const [{ path, message } = { path: [], message: "" }] = reading.problems;
    return { Text: { ...value }, Unreadable: `This release cannot read it: ${path.join(".")} ${message}.` };
  }
  return { Text: { ...value } };
}

function jsonIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
