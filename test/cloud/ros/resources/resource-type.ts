import * as z from "zod";
import type { Account } from "../../account/account.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A resource as it was made. */
export type Made = { readonly physicalId: string; readonly attributes: Fields };

/** The rights that a caller needs, on one resource; for a change those of `update`, of which ROS makes several calls. */
export type Rights = {
  readonly resource: string;
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly remove: readonly string[];
};

/** A product has refused what ROS asked of it. */
export class ResourceError extends Error {
  override readonly name = "ResourceError";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** One type of resource that the local ROS makes; what it does may throw ResourceError. */
export type ResourceType = {
  readonly name: string;
  /** What is wrong with properties: the first thing. Texts that are not known yet hold `unknownText`. */
  readonly problem: (properties: Fields) => string | undefined;
  /** Properties that no update changes (ROS, "allow updates: false"). */
  readonly fixed: readonly string[];
  /** What Fn::GetAtt may ask for. */
  readonly attributes: readonly string[];
  readonly rights: (properties: Fields, account: Account) => Rights;
  readonly create: (properties: Fields, account: Account) => Made;
  readonly update: (properties: Fields, account: Account) => Fields;
  readonly remove: (properties: Fields, account: Account) => void;
};

type Definition<Schema extends z.ZodObject> = Pick<ResourceType, "name" | "fixed" | "attributes"> & {
  readonly properties: Schema;
  readonly rights: (properties: z.output<Schema>, account: Account) => Rights;
  readonly create: (properties: z.output<Schema>, account: Account) => Made;
  /** Its attributes afterwards. */
  readonly update: (properties: z.output<Schema>, account: Account) => Fields;
  readonly remove: (properties: z.output<Schema>, account: Account) => void;
};

/** What stands for a text that is only known when another resource was made. */
export const unknownText = "\u0000";

export function defineResource<Schema extends z.ZodObject>(definition: Definition<Schema>): ResourceType {
  const { name, fixed, attributes, properties: schema } = definition;
  const parse = (properties: Fields): z.output<Schema> => {
    const { data, error } = schema.safeParse(properties);
    if (error === undefined) return data;
    throw new ResourceError("InvalidProperty", explain(error.issues[0]));
  };
  return {
    name,
    fixed,
    attributes,
    problem: (properties) => {
      const issues = schema.safeParse(properties).error?.issues ?? [];
      const issue = issues.find(({ path }) => !String(at(properties, path)).includes(unknownText));
      return issue && explain(issue);
    },
    rights: (properties, account) => definition.rights(parse(properties), account),
    create: (properties, account) => definition.create(parse(properties), account),
    update: (properties, account) => definition.update(parse(properties), account),
    remove: (properties, account) => definition.remove(parse(properties), account),
  };
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );

function explain(issue: z.core.$ZodIssue | undefined): string {
  const path = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys")
    return `Unknown Property ${[...(issue.path ?? []), issue.keys[0]].join(".")}`;
  const isMissing = issue?.code === "invalid_type" && issue.message.endsWith("received undefined");
  return isMissing ? `Property ${path} not assigned` : `Property ${path}: ${issue?.message}`;
}

/** Numbers and booleans may come as text, as parameters do. */
export const wholeNumber = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
export const truth = z.union([z.boolean(), z.stringbool()]);

export const tagList = z.array(z.strictObject({ Key: z.string(), Value: z.string().optional() })).max(20);
