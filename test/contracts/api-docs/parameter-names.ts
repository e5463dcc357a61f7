import * as z from "zod";

const schemaNode = z.object({
  get properties() {
    return z.record(z.string(), schemaNode).optional();
  },
  get items() {
    return schemaNode.optional();
  },
  get anyOf() {
    return z.array(schemaNode).optional();
  },
  type: z.string().optional(),
  required: z.array(z.string()).optional(),
});
type SchemaNode = z.output<typeof schemaNode>;

/** The names of the parameters that a schema takes, in a description's words; true for those that a call must have. */
export const parameterNames = (params: z.ZodObject): ReadonlyMap<string, boolean> =>
  new Map(below(schemaNode.parse(z.toJSONSchema(params, { io: "input" })), "", true));

type Named = readonly [name: string, required: boolean];

function below(node: SchemaNode, name: string, required: boolean): readonly Named[] {
  const { properties, items, anyOf = [] } = node;
  const list = anyOf.find((choice) => choice.items !== undefined);
  if (list !== undefined) return below(list, name, required);
  if (items !== undefined) return below(items, `${name}.N`, required);
  if (properties === undefined) return [[name, required]];
  return Object.entries(properties).flatMap(([key, value]) =>
    below(value, name === "" ? key : `${name}.${key}`, required && isRequired(node, key)),
  );
}

const isRequired = ({ required = [] }: SchemaNode, key: string) => required.includes(key);

/** The parameter that a name is about: what stands before its first dot. */
export const topOf = (name: string) => name.replace(/\..*/, "");

/** A name as one request has it: of a list, the first item. */
export const queryName = (name: string) => name.replaceAll(/\.N(?=\.|$)/g, ".1");
