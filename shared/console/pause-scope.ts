import type * as z from "zod";
import { operations } from "../operations/index.ts";
import { invalid } from "../parameter.ts";
import { oneOf, text } from "../policy/forms.ts";

const zone = text(/^[a-z0-9-]{1,64}$/, "a zone's id such as cn-hangzhou-h");
// Source: ECS TagResources: a key has 1 to 128 characters, a value 128 at most.
const tag = text(/^[^\p{Cc}]{1,128}=[^\p{Cc}]{0,128}$/u, "a tag's key and value such as role=db");

/** What a pause may be of. Without any of them it is of all. */
export const scopeArguments = {
  Zone: zone.optional().describe("Only what is in this zone, such as cn-hangzhou-h"),
  Operation: oneOf(operations.map(({ name }) => name))
    .optional()
    .describe("Only this operation, such as RebootInstance"),
  Tag: tag.optional().describe("Only what has this tag, such as role=db"),
};

type Given = { readonly [Name in keyof typeof scopeArguments]?: z.output<(typeof scopeArguments)[Name]> };

/** The scope as the control row has it; undefined if none was given. Throws `OpError` if there is more than one. */
export function scopeOf({ Zone, Operation, Tag }: Given): string | undefined {
  const scopes = [
    ...(Zone === undefined ? [] : [`zone ${Zone}`]),
    ...(Operation === undefined ? [] : [`operation ${Operation}`]),
    ...(Tag === undefined ? [] : [`tag ${Tag}`]),
  ];
  if (scopes.length > 1)
    throw invalid("Zone, Operation, Tag", "a pause has one scope; for two make two, each covers what it names");
  return scopes[0];
}
