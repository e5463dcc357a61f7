import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { allHold, type Holds } from "../core/guesses.ts";
import { policyDocument } from "../core/policy-document.ts";
import type { Statement } from "../core/principals.ts";
import { DEFAULT_MAX_INSTANCES, type FunctionDefinition, toDefinition } from "./function-definition.ts";
import { type FunctionProps, functionProps } from "./function-props.ts";
import { forbiddenLogstore } from "./log-right.ts";
import { ServerlessYamlError } from "./serverless-yaml-error.ts";
import { resolveTemplate } from "./template.ts";

/** One function as s.yaml describes it. */
export type YamlFunction = FunctionDefinition & {
  /** Its `props`, resolved, as they are written. */
  readonly written: Readonly<Record<string, unknown>>;
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
}: Source): readonly YamlFunction[] {
  const folder = dirname(resolve(file));
  const maxInstances = holds("fc.max-instances") ? DEFAULT_MAX_INSTANCES : 1;
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
    return check(policyDocument, resolveIn("vars", policy, field), { file, resource: `vars.${field}` }).Statement;
  };

  const readFunction = (resource: string, props: unknown): YamlFunction => {
    const where = { file, resource };
    const written = check(z.record(z.string(), z.unknown()), resolveIn(resource, props), where);
    const checked = check(functionProps, written, where);
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
    const { asyncInvokeConfig, triggers, concurrencyConfig, logConfig } = checked;
    const logstore = logConfig === "auto" ? undefined : logConfig;
    const definition = toDefinition(checked, concurrencyConfig?.reservedConcurrency, maxInstances);
    return {
      ...definition,
      resource,
      codeDir,
      role,
      statements,
      logsAreKept,
      logstore,
      asyncInvokeConfig,
      triggers,
      written,
    };
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

function checkNames(definitions: readonly YamlFunction[], file: string) {
  const names = definitions.map(({ functionName }) => functionName);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new ServerlessYamlError({ file, resource: twice, field: "functionName" }, "is used by two resources.");
}
