import { parse } from "yaml";
import * as z from "zod";
import { resolved, type Sources } from "./expressions.ts";
import { type FunctionProps, functionProps } from "./function-props.ts";
import { Unusable } from "./unusable.ts";

/** What s.yaml says, once its expressions are carried out. */
export type Installation = {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  /** Name of the Tablestore instance. */
  readonly ledger: string;
  readonly logs: { readonly project: string; readonly logstore: string };
  /** ARN of the queue's messages. */
  readonly deadLetters: string;
  /** By the function's key under `resources`, in their order. */
  readonly functions: ReadonlyMap<string, FunctionProps>;
  /** RAM policies, by the same keys. */
  readonly roles: ReadonlyMap<string, Policy>;
};

export type Policy = z.output<typeof policy>;

type Choices = Pick<Sources, "env" | "accountId"> & Partial<Pick<Sources, "instead">>;

/** Reads the text of s.yaml. Throws `Unusable` for the first thing that keeps it from being deployed. */
export function readInstallation(text: string, { env, accountId, instead = {} }: Choices): Installation {
  const { vars, resources } = checked(document, parse(text, { merge: true }), "s.yaml");
  const sources = { vars, env, accountId, instead };
  const variable = (path: string) => checked(z.string(), resolved(`\${vars.${path}}`, sources), `vars.${path}`);
  return {
    stack: variable("stack"),
    region: variable("region"),
    account: variable("account"),
    ledger: variable("ledger"),
    logs: { project: variable("logs.project"), logstore: variable("logs.logstore") },
    deadLetters: variable("deadLetters"),
    functions: mapped(resources, ({ props }, name) =>
      checked(functionProps, resolved(props, sources), `resources.${name}.props`),
    ),
    roles: mapped(vars.roles, (role, name) => checked(policy, resolved(role, sources), `vars.roles.${name}`)),
  };
}

const listed = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

/** ROS takes lists only. */
const policy = z.strictObject({
  Version: z.literal("1"),
  Statement: z.array(z.strictObject({ Effect: z.literal("Allow"), Action: listed, Resource: listed })).min(1),
});

const document = z.strictObject({
  edition: z.literal("3.0.0"),
  name: z.string(),
  access: z.string(),
  actions: z.unknown().optional(),
  vars: z.looseObject({ roles: z.record(z.string(), z.unknown()) }),
  resources: z.record(
    z.string(),
    z.strictObject({ component: z.string().regex(/^fc3@\d+\.\d+\.\d+$/), props: z.unknown() }),
  ),
});

function checked<T extends z.ZodType>(schema: T, value: unknown, where: string): z.output<T> {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data;
  const [issue] = error.issues;
  const at = [where, ...(issue?.path ?? [])].join(".");
  throw new Unusable(`${at}: ${issue?.message}. Mend s.yaml.`);
}

const mapped = <T, R>(
  record: Readonly<Record<string, T>>,
  make: (value: T, name: string) => R,
): ReadonlyMap<string, R> => new Map(Object.entries(record).map(([name, value]) => [name, make(value, name)]));
