import path from "node:path";
import type { AnyNode, Expression, Pattern, Statement } from "acorn";
import { simple } from "acorn-walk";
import { type Replacement, replaced } from "./cut.ts";
import { LayoutError, type Packaged } from "./layout-error.ts";
import type { Parsed } from "./parsed.ts";
import { partOf, requireOf } from "./parts.ts";

/**
 * The text of a file that requires what is deferred when it is first used. Where it says
 *
 *     const ws_1 = __importDefault(require("ws"));
 *     exports.Socket = ws_1.default;
 *
 * `ws_1` becomes a function that does this once, each use of `ws_1` a call of it, and the export a getter of what it
 * was. Throws `LayoutError` if a deferred module is required in another way.
 */
export function deferIn(file: Parsed): string {
  const required = requiresIn(file);
  if (required.length === 0) return file.text;
  const thunks = file.program.body.flatMap((statement) => thunksIn(file, statement, required));
  const uses = thunks.flatMap(({ name, pattern }) => usesOf(file, name, pattern));
  const lazy = [...required, ...uses];
  const getters = file.program.body.flatMap((statement) => getterIn(file, statement, lazy));
  const parts = [...thunks, ...getters].flatMap((made) => made.parts);
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

type Made = { readonly parts: readonly Replacement[] };
type Thunk = Made & { readonly name: string; readonly pattern: AnyNode };

/** `x = f(require("p"))` as a function that does it once; `{ x } = require("p")` as one that takes `x` of it. */
function thunksIn(file: Parsed, statement: Statement | AnyNode, required: readonly Replacement[]): readonly Thunk[] {
  if (statement.type !== "VariableDeclaration") return [];
  return statement.declarations.flatMap(({ id, init }) => {
    if (init === null || init === undefined || !required.some((one) => within(one, init))) return [];
    const { name, member } = bound(file.of, id);
    const parts = [
      { start: id.start, end: id.end, text: name },
      { start: init.start, end: init.end, text: once(`${textOf(file, init, required)}${member}`) },
    ];
    return [{ name, pattern: id, parts }];
  });
}

/** A function that evaluates this at its first call. */
const once = (text: string) => `(function () { var it; return function () { return it || (it = ${text}); }; })()`;

function bound(of: Packaged, id: Pattern): { readonly name: string; readonly member: string } {
  if (id.type === "Identifier") return { name: id.name, member: "" };
  const [property] = id.type === "ObjectPattern" && id.properties.length === 1 ? id.properties : [];
  if (property?.type === "Property" && property.shorthand && property.key.type === "Identifier")
    return { name: property.key.name, member: `.${property.key.name}` };
  throw new LayoutError(of, "what is required to be bound to one name");
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

/** `exports.X = …` with something deferred in it, as a getter. */
function getterIn(file: Parsed, statement: Statement | AnyNode, lazy: readonly Replacement[]): readonly Made[] {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return [];
  const { left, right } = statement.expression;
  const [, name] = /^exports\.(\w+)$/.exec(file.text.slice(left.start, left.end)) ?? [];
  // `exports.A = exports.B = …` would set B only once A is read: it is evaluated at once, as it stands.
  if (name === undefined || right.type === "AssignmentExpression" || !lazy.some((one) => within(one, right))) return [];
  const text = `Object.defineProperty(exports, "${name}", { enumerable: true, configurable: true, get: ${once(textOf(file, right, lazy))} });`;
  return [{ parts: [{ start: statement.start, end: statement.end, text }] }];
}

function textOf({ text }: Parsed, node: Expression, parts: readonly Replacement[]): string {
  const inside = parts.filter((part) => within(part, node));
  const moved = inside.map((part) => ({ ...part, start: part.start - node.start, end: part.end - node.start }));
  return replaced(text.slice(node.start, node.end), moved);
}

type Range = { readonly start: number; readonly end: number };
const within = (inner: Range, outer: Range) => inner.start >= outer.start && inner.end <= outer.end;
