/** Where the values of `${…}` expressions come from. */
export type TemplateSources = {
  /** The `vars` block as written; its own expressions are resolved when they are used. */
  readonly vars: unknown;
  readonly environment: Readonly<Record<string, string>>;
  /** Values that stand in place of those of `vars`, by their paths (`endpoints.ecs`), as they are. */
  readonly instead?: Readonly<Record<string, string>> | undefined;
  /** What `${config('AccountID')}` is: the account whose credentials deploy. */
  readonly accountId: string;
  /** Text of a file beside s.yaml; throws when it cannot be read. */
  readonly readFile: (path: string) => string;
  /** Makes the error that names the field. */
  readonly problem: (field: string, text: string) => Error;
  /** The variables being resolved, outermost first. */
  readonly via?: readonly string[];
};

/**
 * Resolves the Serverless Devs expressions `${vars.a.b}`, `${env('NAME', 'default')}`, `${config('AccountID')}` and
 * `${file('./path')}` anywhere in a value. A string that is one expression takes its value whole, of whatever type; else its text goes in.
 */
export function resolveTemplate(value: unknown, field: string, sources: TemplateSources): unknown {
  if (typeof value === "string") return resolveText(value, field, sources);
  if (Array.isArray(value)) return value.map((item, index) => resolveTemplate(item, `${field}[${index}]`, sources));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      resolveTemplate(item, field === "" ? key : `${field}.${key}`, sources),
    ]),
  );
}

const expressionForm = /\$\{((?:[^'"}]|'[^']*'|"[^"]*")*)\}/g;

function resolveText(text: string, field: string, sources: TemplateSources): unknown {
  const [whole] = [...text.matchAll(expressionForm)];
  if (whole !== undefined && whole[0] === text.trim()) return evaluate(whole[1] ?? "", field, sources);
  if (text.replace(expressionForm, "").includes("${")) throw sources.problem(field, "holds an expression without end.");
  return text.replace(expressionForm, (_, expression: string) => {
    const value = evaluate(expression, field, sources);
    if (typeof value === "object") throw sources.problem(field, `\${${expression}} is no text to put into a string.`);
    return String(value);
  });
}

function evaluate(expression: string, field: string, sources: TemplateSources): unknown {
  const variable = /^\s*vars\.([\w.-]+)\s*$/.exec(expression)?.[1];
  if (variable !== undefined) return readVariable(variable, field, sources);
  const [, name, first = "", second] = callForm.exec(expression) ?? [];
  if (name === "env") return readEnvironment(unquote(first), second && unquote(second), field, sources);
  if (name === "config" && unquote(first) === "AccountID" && second === undefined) return sources.accountId;
  if (name === "file" && second === undefined) return readFileText(unquote(first), field, sources);
  throw sources.problem(
    field,
    `\${${expression}} is unknown; allowed: vars.<path>, env('NAME'[, 'default']), config('AccountID'), file('<path>').`,
  );
}

const callForm = /^\s*(env|config|file)\(\s*('[^']*'|"[^"]*")\s*(?:,\s*('[^']*'|"[^"]*")\s*)?\)\s*$/;
const unquote = (quoted: string) => quoted.slice(1, -1);

function readVariable(path: string, field: string, sources: TemplateSources): unknown {
  const { via = [], problem, instead = {} } = sources;
  if (instead[path] !== undefined) return instead[path];
  if (via.includes(path)) throw problem(field, `vars.${path} refers to itself.`);
  const value = path.split(".").reduce(property, sources.vars);
  if (value === undefined) throw problem(field, `vars.${path} is not set.`);
  const atUse: TemplateSources["problem"] = (_, text) => problem(field, `(from vars.${path}) ${text}`);
  return resolveTemplate(value, field, { ...sources, problem: atUse, via: [...via, path] });
}

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

function readEnvironment(
  name: string,
  fallback: string | undefined,
  field: string,
  { environment, problem }: TemplateSources,
) {
  const set = environment[name];
  const value = set === undefined || set === "" ? fallback : set; // Serverless Devs 3.1.10 takes an empty one for missing
  if (value === undefined) throw problem(field, `environment variable ${name} is not set and has no default.`);
  return value;
}

function readFileText(path: string, field: string, { readFile, problem }: TemplateSources) {
  try {
    return readFile(path);
  } catch (cause) {
    throw Object.assign(problem(field, `file ${path} cannot be read.`), { cause });
  }
}
