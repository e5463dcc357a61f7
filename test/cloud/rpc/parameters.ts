import type { IncomingMessage } from "node:http";

/** Decoded RPC parameters: texts, `Name.N` as lists, dots as nesting. */
export type Parameters = { readonly [name: string]: Parameter };
type Parameter = string | readonly Parameter[] | Parameters;

/** Names that carry the call itself, not its content. */
const common = /^(Action|Version|Format|AccessKeyId|Signature.*|Timestamp|SecurityToken)$/;

/** Reads the parameters of an RPC call from its query and, if there is one, its form body. */
export function readParameters(request: Pick<IncomingMessage, "url" | "headers">, body: Buffer): Parameters {
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") === true;
  const entries = [...readQuery(request.url), ...(isForm ? new URLSearchParams(body.toString()) : [])];
  return nest(entries.filter(([name]) => !common.test(name)));
}

/** The parameters of a URL's query. */
export const readQuery = (url = "") => new URLSearchParams(url.includes("?") ? url.slice(url.indexOf("?")) : "");

type Branch = Map<string, string | Branch>;

function nest(entries: readonly (readonly [string, string])[]): Parameters {
  const root: Branch = new Map();
  for (const [name, value] of entries) hang(root, name.split("."), value);
  return toObject(root);
}

function hang(branch: Branch, [name = "", ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    branch.set(name, value);
    return;
  }
  const known = branch.get(name);
  const next: Branch = known instanceof Map ? known : new Map();
  branch.set(name, next);
  hang(next, rest, value);
}

const toObject = (branch: Branch): Parameters =>
  Object.fromEntries([...branch].map(([name, value]) => [name, toParameter(value)]));

function toParameter(value: string | Branch): Parameter {
  if (typeof value === "string") return value;
  const isList = [...value.keys()].every((name) => /^[1-9]\d*$/.test(name));
  if (!isList) return toObject(value);
  return [...value].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => toParameter(item));
}
