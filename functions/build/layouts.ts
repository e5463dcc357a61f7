import type { AnyNode, Expression, Node, Property, Statement } from "acorn";
import { simple } from "acorn-walk";
import type { Group, Layout, Member } from "./cut.ts";
import { LayoutError } from "./layout-error.ts";
import type { Parsed } from "./parsed.ts";

/** The methods of a class, which TypeScript has compiled. Its constructor always stays. */
export const methodsOf =
  (className: string): Layout =>
  (file) => {
    const classes = file.program.body.filter((node) => node.type === "ClassDeclaration" && node.id?.name === className);
    const [found] = classes;
    if (classes.length !== 1 || found?.type !== "ClassDeclaration")
      throw new LayoutError(file.of, `one class ${className}`);
    const members = found.body.body.flatMap((node) =>
      node.type === "MethodDefinition" && node.kind === "method" && node.key.type === "Identifier"
        ? [{ name: node.key.name, start: node.start, end: node.end }]
        : [],
    );
    if (members.length === 0) throw new LayoutError(file.of, `methods in the class ${className}`);
    return [{ members }];
  };

/** What a script requires, each by a declaration of its own: `const axios = require('axios');`. */
export const requires: Layout = (file) => {
  const members = file.program.body.flatMap(({ type, start, end }) => {
    const text = file.text.slice(start, end);
    const [, name] = /^(?:const|var|let) (\w+) = require\(["'][^"',]+["']\)[^,]*;$/.exec(text) ?? [];
    if (name !== undefined) return [{ name, start, end }];
    if (/Declaration$/.test(type) && type !== "VariableDeclaration") return []; // what it requires it requires when it is called
    if (/\brequire\b/.test(text)) throw new LayoutError(file.of, `a declaration of its own, not ${text.slice(0, 80)}`);
    return [];
  });
  return [{ members }];
};

/**
 * A module that does nothing but hand on what other files export, as TypeScript compiles it:
 *
 *     exports.A = exports.B = void 0;
 *     var A_1 = require("./A");
 *     Object.defineProperty(exports, "A", { enumerable: true, get: function () { return A_1.A; } });
 */
export const reExports: Layout = (file) => [{ members: file.program.body.flatMap((node) => reExport(file, node)) }];

function reExport(file: Parsed, node: Statement | Node): readonly Member[] {
  const text = file.text.slice(node.start, node.end);
  const place = { start: node.start, end: node.end };
  if (/^"use strict";$|^Object\.defineProperty\(exports, "__esModule", \{ value: true \}\);$/.test(text)) return [];
  // It names every export, and each of them is defined below: nothing reads what it sets.
  if (/^(exports\.\w+ = )+void 0;$/.test(text)) return [{ name: undefined, ...place }];
  const [, required] = /^var (\w+) = require\("\.\/\w+"\);$/.exec(text) ?? [];
  const [, exported] = /^Object\.defineProperty\(exports, "(\w+)", \{.*\}\);$/.exec(text) ?? [];
  const name = required ?? exported;
  if (name === undefined) throw new LayoutError(file.of, `statements that re-export, not ${text.slice(0, 80)}`);
  return [{ name, ...place }];
}

/** The properties of the one object literal that `target` is set to, such as `TableStore.encoder`. */
export const propertiesOf =
  (target: string, isTable = false): Layout =>
  (file) => {
    const found = file.program.body.flatMap((node) => settings(file, node, target));
    const [one] = found;
    if (found.length !== 1 || one === undefined) throw new LayoutError(file.of, `one object that ${target} is set to`);
    const { properties, end, statement } = one;
    const members = properties.map((property, index) => ({
      name: nameOf(file, property),
      start: property.start,
      end: properties[index + 1]?.start ?? end,
    }));
    if (members.length === 0) throw new LayoutError(file.of, `properties of ${target}`);
    return [{ members, isTable, owner: { name: target, at: statement.end } }];
  };

function settings({ text }: Parsed, statement: AnyNode, target: string) {
  const pairs: readonly (readonly [AnyNode, Expression | null | undefined])[] =
    statement.type === "VariableDeclaration"
      ? statement.declarations.map(({ id, init }) => [id, init] as const)
      : statement.type === "ExpressionStatement" && statement.expression.type === "AssignmentExpression"
        ? [[statement.expression.left, statement.expression.right] as const]
        : [];
  return pairs.flatMap(([left, right]) =>
    text.slice(left.start, left.end) === target && right?.type === "ObjectExpression"
      ? [{ properties: right.properties, end: right.end - 1, statement }]
      : [],
  );
}

function nameOf(file: Parsed, property: Property | AnyNode): string {
  if (property.type === "Property" && !property.computed) {
    if (property.key.type === "Identifier") return property.key.name;
    if (property.key.type === "Literal") return String(property.key.value);
  }
  throw new LayoutError(file.of, "properties with plain names");
}

/**
 * The messages of protobufjs' static code, and within each message its functions (`encode`, `decode`, `verify`, …):
 *
 *     main.proto = (function () {
 *         var proto = {};
 *         proto.Error = (function () { … Error.encode = function … ; return Error; })();
 *         return proto;
 *     })();
 */
export const messages: Layout = (file) => {
  const groups: Group[] = [];
  simple(file.program, {
    Function: (node) => {
      if (node.body.type !== "BlockStatement") return;
      const { body } = node.body;
      const returned = body.at(-1);
      if (returned?.type !== "ReturnStatement" || returned.argument?.type !== "Identifier") return;
      const owner = returned.argument.name;
      const members = body.flatMap((statement) => assigned(statement, owner));
      if (members.length === 0) return;
      groups.push({ members, ...(isNamespace(members) && { owner: { name: owner, at: returned.start } }) });
    },
  });
  if (!groups.some(({ owner }) => owner?.name === "proto"))
    throw new LayoutError(file.of, "messages in a namespace proto");
  return groups;
};

/** What a namespace has are messages and enumerations; what a message has are functions. */
const isNamespace = (members: readonly Member[]) => members.every(({ name = "" }) => /^[A-Z]/.test(name));

/** `owner.x = …` and `owner.prototype.x = function …`. A default of a prototype stays: it is read by no name that shows. */
function assigned(statement: Statement | AnyNode, owner: string): readonly Member[] {
  if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") return [];
  const { left, right } = statement.expression;
  if (left.type !== "MemberExpression" || left.property.type !== "Identifier") return [];
  const isOwn = left.object.type === "Identifier" && left.object.name === owner;
  const isOfPrototype = left.object.type === "MemberExpression" && right.type === "FunctionExpression";
  if (!isOwn && !isOfPrototype) return [];
  return [{ name: left.property.name, start: statement.start, end: statement.end }];
}
