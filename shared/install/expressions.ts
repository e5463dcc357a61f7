import { Unusable } from "./unusable.ts";

/** Where the values of `${…}` in s.yaml come from. */
export type Sources = {
  /** The `vars` block as it is written. */
  readonly vars: unknown;
  /** `${env('NAME')}`. An empty one counts as missing, as for Serverless Devs 3.1.10. */
  readonly env: (name: string) => string | undefined;
  /** `${config('AccountID')}`: the account whose credentials deploy. */
  readonly accountId: string;
  /** Values in place of those under `vars`, by path, such as `endpoints.ecs`. They are taken as they are. */
  readonly instead: Readonly<Record<string, string>>;
};

/** A value of s.yaml with its expressions carried out. A text that is one expression takes its value, of whatever type. Throws `Unusable`. */
export function resolved(value: unknown, sources: Sources, via: readonly string[] = []): unknown {
  if (typeof value === "string") return resolvedText(value, sources, via);
  if (Array.isArray(value)) return value.map((item) => resolved(item, sources, via));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, resolved(item, sources, via)]));
}

const expression = /\$\{((?:[^'}]|'[^']*')*)\}/g;

function resolvedText(text: string, sources: Sources, via: readonly string[]): unknown {
  const [whole] = [...text.matchAll(expression)];
  if (whole?.[0] === text.trim()) return valueIn(whole[1] ?? "", sources, via);
  return text.replace(expression, (_, inner: string) => String(valueIn(inner, sources, via)));
}

const variableForm = /^vars\.([\w.-]+)$/;
const callForm = /^(env|config)\('([^']*)'(?:, '([^']*)')?\)$/;

function valueIn(inner: string, sources: Sources, via: readonly string[]): unknown {
  const [, path] = variableForm.exec(inner) ?? [];
  if (path !== undefined) return variable(path, sources, via);
  const [, call, name = "", fallback] = callForm.exec(inner) ?? [];
  if (call === "config" && name === "AccountID") return sources.accountId;
  if (call === "env") return setting(name, fallback, sources, via);
  throw new Unusable(
    `s.yaml has \${${inner}}. Known are \${vars.<path>}, \${env('NAME', 'default')} and \${config('AccountID')}.`,
  );
}

function variable(path: string, sources: Sources, via: readonly string[]): unknown {
  const given = sources.instead[path];
  if (given !== undefined) return given;
  if (via.includes(path)) throw new Unusable(`vars.${path} of s.yaml refers to itself: ${[...via, path].join(", ")}.`);
  const value = path.split(".").reduce(property, sources.vars);
  if (value === undefined) throw new Unusable(`s.yaml has no vars.${path}, which it refers to.`);
  return resolved(value, sources, [...via, path]);
}

const property = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;

function setting(name: string, fallback: string | undefined, { env }: Sources, via: readonly string[]): string {
  const value = env(name) || fallback;
  if (value !== undefined) return value;
  const at = via.length === 0 ? "" : `, for vars.${via.at(-1)}`;
  throw new Unusable(`${name} is not set, and has no default${at}. Set it in the environment and run this again.`);
}
