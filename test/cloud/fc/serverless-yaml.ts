import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { allHold, type Holds } from "../core/guesses.ts";
import type { Statement } from "../core/principals.ts";
import { type FunctionProps, functionProps } from "./function-props.ts";
import { forbiddenLogstore } from "./log-right.ts";
import { ServerlessYamlError } from "./serverless-yaml-error.ts";
import { resolveTemplate } from "./template.ts";

/** One function as s.yaml describes it. */
export type FunctionDefinition = {
  /** Its key under `resources`: its name in the tester's view. `functionName` is its name in FC. */
  readonly resource: string;
  readonly functionName: string;
  /** `<file>.<export>`, as in `index.handler`. */
  readonly handler: string;
  /** Absolute folder of the built code. */
  readonly codeDir: string;
  readonly timeoutSeconds: number;
  /** MB. */
  readonly memorySize: number;
  readonly maxInstances: number;
  readonly initializer: { readonly handler: string; readonly timeoutSeconds: number } | undefined;
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** ARN of the function's role. */
  readonly role: string | undefined;
  /** What the role may do; nothing unless `vars.roles.<resource>` says so. */
  readonly statements: readonly Statement[];
  /** False: what it writes is lost, since its role has no right to the logstore. */
  readonly logsAreKept: boolean;
  readonly asyncInvokeConfig: FunctionProps["asyncInvokeConfig"];
  readonly triggers: FunctionProps["triggers"];
};

type Source = {
  /** Path of s.yaml; `code:` and `file()` are relative to its folder. */
  readonly file: string;
  /** Values for `${env('NAME')}`. */
  readonly environment: Readonly<Record<string, string>>;
  /** Values that stand in place of those of `vars`, by their paths. */
  readonly vars?: Readonly<Record<string, string>> | undefined;
  readonly accountId: string;
  readonly holds?: Holds;
};

/** Reads s.yaml (Serverless Devs 3, component fc3). Throws ServerlessYamlError for the first thing it does not take. */
export function readServerlessYaml({
  file,
  environment,
  vars,
  accountId,
  holds = allHold,
}: Source): readonly FunctionDefinition[] {
  const folder = dirname(resolve(file));
  const maxInstances = holds("fc.max-instances") ? defaultMaxInstances : 1;
  const document = check(documentSchema, parseYaml(file), { file, resource: "s.yaml" });
  const resolveIn = (resource: string, value: unknown, field = "") =>
    resolveTemplate(value, field, {
      vars: document.vars,
      environment,
      instead: vars,
      accountId,
      readFile: (path) => readFileSync(resolve(folder, path), "utf8").trim(),
      problem: (at, text) => new ServerlessYamlError({ file, resource, field: at }, text),
    });

  const readStatements = (resource: string): readonly Statement[] => {
    const policy = document.vars.roles[resource];
    if (policy === undefined) return [];
    const field = `roles.${resource}`;
    return check(policySchema, resolveIn("vars", policy, field), { file, resource: `vars.${field}` }).Statement;
  };

  const readFunction = (resource: string, props: unknown): FunctionDefinition => {
    const where = { file, resource };
    const checked = check(functionProps, resolveIn(resource, props), where);
    const codeDir = resolve(folder, checked.code);
    checkBuild(codeDir, checked, where);
    const role = checked.role && `acs:ram::${accountId}:role/${checked.role.replace(/^acs:ram::\d+:role\//, "")}`;
    const statements = role === undefined ? [] : readStatements(resource);
    const forbidden = role === undefined ? undefined : forbiddenLogstore({ ...checked, accountId, statements });
    if (forbidden !== undefined && holds("fc.log-right"))
      throw new ServerlessYamlError(
        { ...where, field: "logConfig" },
        `403 No permission to access the logstore: ${role} lacks log:PostLogStoreLogs on ${forbidden}.`,
      );
    const logsAreKept = forbidden === undefined;
    return { ...toDefinition(checked, maxInstances), resource, codeDir, role, statements, logsAreKept };
  };

  const definitions = Object.entries(document.resources).map(([resource, { props }]) => readFunction(resource, props));
  checkNames(definitions, file);
  return definitions;
}

const documentSchema = z.strictObject({
  edition: z.literal("3.0.0"),
  name: z.string(),
  access: z.string().optional(),
  actions: z.unknown().optional(), // of the deployer: nothing is run here
  vars: z.looseObject({ roles: z.record(z.string(), z.unknown()).default({}) }).default({ roles: {} }),
  resources: z.record(
    z.string(),
    z.strictObject({
      component: z.string().regex(/^fc3(@\d+\.\d+\.\d+)?$/, "must be fc3: the local cloud runs functions only."),
      props: z.record(z.string(), z.unknown()),
      actions: z.unknown().optional(),
    }),
  ),
});

const oneOrMore = z.union([z.string(), z.array(z.string()).min(1)]);

/** A RAM policy document without conditions. */
const policySchema = z.strictObject({
  Version: z.literal("1").optional(),
  Statement: z.array(z.strictObject({ Effect: z.enum(["Allow", "Deny"]), Action: oneOrMore, Resource: oneOrMore })),
});

/** Instances of one function at a time when s.yaml sets no reservedConcurrency: invented (an account has 100 to 300). */
const defaultMaxInstances = 16;

const toDefinition = (props: FunctionProps, maxInstances: number) => ({
  functionName: props.functionName,
  handler: props.handler,
  timeoutSeconds: props.timeout,
  memorySize: props.memorySize,
  maxInstances: Math.min(props.concurrencyConfig?.reservedConcurrency ?? maxInstances, maxInstances),
  initializer: props.instanceLifecycleConfig.initializer && {
    handler: props.instanceLifecycleConfig.initializer.handler,
    timeoutSeconds: props.instanceLifecycleConfig.initializer.timeout,
  },
  environmentVariables: props.environmentVariables,
  asyncInvokeConfig: props.asyncInvokeConfig,
  triggers: props.triggers,
});

function parseYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"), { merge: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ServerlessYamlError({ file, resource: "s.yaml", field: "document" }, reason);
  }
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: { readonly file: string; readonly resource: string },
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknownKey = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknownKey === undefined ? [] : [unknownKey])];
  const field = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  const problem = unknownKey === undefined ? (issue?.message ?? "is not allowed.") : "is unknown to the local cloud.";
  throw new ServerlessYamlError({ ...where, field: field.replace(/^\./, "") || "document" }, problem);
}

function checkBuild(codeDir: string, { code, handler }: FunctionProps, where: { file: string; resource: string }) {
  const entry = `${handler.slice(0, handler.lastIndexOf("."))}.js`;
  if (existsSync(resolve(codeDir, entry))) return;
  throw new ServerlessYamlError({ ...where, field: "code" }, `${code}/${entry} is missing: build the functions first.`);
}

function checkNames(definitions: readonly FunctionDefinition[], file: string) {
  const names = definitions.map(({ functionName }) => functionName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new ServerlessYamlError({ file, resource: twice, field: "functionName" }, "is used by two resources.");
}
