import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import type { AnyNode, Expression, Pattern, Statement } from "acorn";
import { simple } from "acorn-walk";
import { type Replacement, replaced } from "./cut.ts";
import { LayoutError, type Packaged } from "./layout-error.ts";
import type { Parsed } from "./parsed.ts";
import { partOf, pathOf, requireOf } from "./parts.ts";

/**
 * The text of a file that requires what is deferred when it is first used. Where it says
 *
 *     const ws_1 = __importDefault(require("ws"));
 *     exports.Socket = ws_1.default;
 *     __exportStar(require("./socket"), exports);
 *
 * `ws_1` becomes a function that does this once, each use of `ws_1` a call of it, and the exports getters of what they
 * were. Throws `LayoutError` if a deferred module is required in another way.
 */
export function deferIn(file: Parsed): string {
  const required = requiresIn(file);
  if (required.length === 0) return file.text;
  const thunks = file.program.body.flatMap((statement) => thunksIn(file, statement, required));
  const uses = thunks.flatMap(({ name, pattern }) => usesOf(file, name, pattern));
  const lazy = [...required, ...uses];
  const getters = file.program.body.flatMap((statement) => getterIn(file, statement, lazy));
  const stars = file.program.body.flatMap((statement) => starIn(file, statement, required));
  const parts = [...new Set([...thunks, ...getters, ...stars].flatMap((made) => made.parts))];
  for (const { start, end } of required)
    if (!parts.some((part) => part.start <= start && part.end >= end))
      throw new LayoutError(file.of, `${file.text.slice(start, end)} in a declaration or an export of its own`);
  return replaced(file.text, [...parts, ...uses]);
}

/** The calls of `require` for what is deferred, and what takes their place. */
function requiresIn({ program, of }: Parsed): readonly Replacement[] {
  const found: Replacement[] = [];
  simple(program, {
    CallExpression: (node) => {
      const [argument] = node.arguments;
      if (node.callee.type !== "Identifier" || node.callee.name !== "require") return;
      if (argument?.type !== "Literal" || typeof argument.value !== "string") return;
      const id = idOf(of, argument.value);
      if (partOf(id) === "deferred.js") found.push({ start: node.start, end: node.end, text: requireOf(id) });
    },
  });
  return found;
}

/** What a file means by a path: `./x` in `ws`' folder `lib` is `ws/lib/x`. */
const idOf = ({ name, file }: Packaged, required: string) =>
  required.startsWith(".") ? path.posix.join(name, path.posix.dirname(file), required) : required;

const require = createRequire(import.meta.url);

type Made = { readonly parts: readonly Replacement[] };
type Thunk = Made & { readonly name: string; readonly pattern: AnyNode };

/** `x = f(require("p"))` as a function that does it once; `{ x, y } = require("p")` as one for each that takes it of `p`. */
function thunksIn(file: Parsed, statement: Statement | AnyNode, required: readonly Replacement[]): readonly Thunk[] {
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) => {
    if (init === null || init === undefined || !required.some((one) => within(one, init))) return [];
    const from = textOf(file, init, required);
    const made = bound(file.of, id).map(({ name, member }) => ({ name, text: `${name} = ${once(from + member)}` }));
    const parts = [{ start: id.start, end: init.end, text: made.map(({ text }) => text).join(", ") }];
    return made.map(({ name }) => ({ name, pattern: id, parts }));
  });
}

/** A function that evaluates this at its first call. */
const once = (text: string) => `(function () { var it; return function () { return it || (it = ${text}); }; })()`;

function bound(of: Packaged, id: Pattern): readonly { readonly name: string; readonly member: string }[] {
  if (id.type === "Identifier") return [{ name: id.name, member: "" }];
  return (id.type === "ObjectPattern" ? id.properties : []).map((property) => {
    if (property.type !== "Property" || !property.shorthand || property.key.type !== "Identifier")
      throw new LayoutError(of, "what is required to be bound to names");
    return { name: property.key.name, member: `.${property.key.name}` };
  });
}

/**
 * Every use of a name as a call, in brackets: `new ws_1().default(url)` would call what `new (ws_1()).default(url)` makes
 * an object of. A second binding of the name would make this wrong.
 */
function usesOf({ program, of }: Parsed, name: string, pattern: AnyNode): readonly Replacement[] {
  const uses: Replacement[] = [];
  simple(program, {
    Identifier: (node) => {
      if (node.name === name) uses.push({ start: node.start, end: node.end, text: `(${name}())` });
    },
    Pattern: (node) => {
      if (node.type === "Identifier" && node.name === name && !within(node, pattern))
        throw new LayoutError(of, `one binding of ${name}`);
    },
  });
  return uses;
}

/** `exports.X = …` with something deferred in it, as a getter; the same for the object of another name. */
function getterIn(file: Parsed, statement: Statement | AnyNode, lazy: readonly Replacement[]): readonly Made[] {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return [];
  const { left, right } = statement.expression;
  const [, owner, name] = /^(?!module\.)(\w+)\.([\w$]+)$/.exec(file.text.slice(left.start, left.end)) ?? [];
  // `exports.A = exports.B = …` would set B only once A is read: it is evaluated at once, as it stands.
  if (name === undefined || right.type === "AssignmentExpression" || !lazy.some((one) => within(one, right))) return [];
  const text = `Object.defineProperty(${owner}, "${name}", { enumerable: true, configurable: true, get: ${once(textOf(file, right, lazy))} });`;
  return [{ parts: [{ start: statement.start, end: statement.end, text }] }];
}

/** `__exportStar(require("p"), exports)` as a getter for each name that `p` exports. */
function starIn(
  file: Parsed,
  { type, start, end }: Statement | AnyNode,
  required: readonly Replacement[],
): readonly Made[] {
  const [, id] = /^__exportStar\(require\("([^"]+)"\), exports\);$/.exec(file.text.slice(start, end)) ?? [];
  const from = required.find((one) => within(one, { start, end }));
  if (type !== "ExpressionStatement" || id === undefined || from === undefined) return [];
  const define =
    "Object.hasOwn(exports, name) || Object.defineProperty(exports, name, { enumerable: true, get: () => from[name] })";
  const names = JSON.stringify(exportedBy(pathOf(idOf(file.of, id))));
  return [{ parts: [{ start, end, text: `${names}.forEach((name) => ${define.replace("from", from.text)});` }] }];
}

/** The names that a file exports, as TypeScript writes them. */
const exportedBy = (file: string) => [
  ...new Set([...readFileSync(require.resolve(file), "utf8").matchAll(/\bexports\.(\w+) = /g)].map(([, name]) => name)),
];

function textOf({ text }: Parsed, node: Expression, parts: readonly Replacement[]): string {
  const inside = parts.filter((part) => within(part, node));
  const moved = inside.map((part) => ({ ...part, start: part.start - node.start, end: part.end - node.start }));
  return replaced(text.slice(node.start, node.end), moved);
}

type Range = { readonly start: number; readonly end: number };
const within = (inner: Range, outer: Range) => inner.start >= outer.start && inner.end <= outer.end;
