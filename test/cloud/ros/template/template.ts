import * as z from "zod";
import { RpcError } from "../../rpc/rpc-error.ts";
import { rosErrors } from "../ros-errors.ts";

const parameter = z.strictObject({
  Type: z.enum(["String", "Number", "Boolean", "Json", "CommaDelimitedList"]),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.unknown()).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: z.number().optional(),
  MaxLength: z.number().optional(),
  NoEcho: z.boolean().optional(),
  Description: z.unknown().optional(),
  Label: z.unknown().optional(),
  ConstraintDescription: z.unknown().optional(),
  AssociationProperty: z.unknown().optional(),
  AssociationPropertyMetadata: z.unknown().optional(),
});

const resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string(), z.array(z.string())]).default([]),
  DeletionPolicy: z.enum(["Delete", "Retain"]).default("Delete"),
  Condition: z.string().optional(),
  Metadata: z.unknown().optional(),
  Description: z.unknown().optional(),
});

const sections = {
  ROSTemplateFormatVersion: z.string(),
  Description: z.unknown().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), resource).default({}),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({
        Value: z.unknown(),
        Description: z.unknown().optional(),
        Condition: z.string().optional(),
        Label: z.unknown().optional(),
      }),
    )
    .default({}),
};

const template = z.strictObject(sections);

/** A template of ROS, format version 2015-09-01; mappings, rules, transforms and modules are not done here. */
export type Template = z.output<typeof template>;

export type TemplateResource = z.output<typeof resource>;

/** Bytes of a template (ros 2019-09-10, CreateStack). */
const maxTemplateBytes = 524_288;

/** Reads a template in JSON. Throws RpcError. */
export function readTemplate(text: string): Template {
  if (Buffer.byteLength(text) > maxTemplateBytes) throw new RpcError(rosErrors.invalid("TemplateBody"));
  const said = parseJson(text);
  const version = said["ROSTemplateFormatVersion"];
  if (version !== "2015-09-01") throw new RpcError(rosErrors.invalidVersion(`"${version}" is not 2015-09-01`));
  const unknown = Object.keys(said).find((name) => !Object.hasOwn(sections, name));
  if (unknown !== undefined) throw new RpcError(rosErrors.invalidSection(unknown));
  const { data, error } = template.safeParse(said);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  throw new RpcError(rosErrors.invalidSchema(`${issue?.path.join(".")}: ${issue?.message}`));
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said === "object" && said !== null) return { ...said };
  } catch {
    // a template may also be YAML, which is not done here
  }
  throw new RpcError(rosErrors.invalidSchema("The template is no JSON object; the local cloud reads no YAML"));
}
