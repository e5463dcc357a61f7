import { createHash } from "node:crypto";
import type { AnyNode } from "acorn";
import { replaced } from "./cut.ts";
import type { Parsed } from "./parsed.ts";

/** What TypeScript writes to the top of each file that it compiles, such as `__importStar`, by a hash of its text. */
export type Helpers = Map<string, string>;

/** The prefix of the modules that have them. */
export const helpersPrefix = "typescript helpers ";

/**
 * The text of a file that takes TypeScript's helpers from a module that all files with the same helpers share. A hundred
 * models have a hundred copies of them, two thirds of their code.
 */
export function shareHelpers(file: Parsed, shared: Helpers): string {
  const helpers = file.program.body.filter((node) => helperIn(file, node) !== undefined);
  const [first] = helpers;
  if (first === undefined) return file.text;
  const names = helpers.map((node) => helperIn(file, node) ?? "");
  const texts = helpers.map(({ start, end }) => file.text.slice(start, end));
  const text = [...texts, `module.exports = { ${names.join(", ")} };`].join("\n");
  const id = helpersPrefix + createHash("sha256").update(text).digest("hex").slice(0, 16);
  shared.set(id, text);
  const used = `var { ${names.join(", ")} } = require(${JSON.stringify(id)});`;
  return replaced(
    file.text,
    helpers.map(({ start, end }) => ({ start, end, text: start === first.start ? used : "" })),
  );
}

/** The name of a helper: `var __importStar = (this && this.__importStar) || …`. */
function helperIn({ text }: Parsed, node: AnyNode): string | undefined {
  if (node.type !== "VariableDeclaration" || node.declarations.length !== 1) return undefined;
  const [, name, again] = /^var (__\w+) = \(this && this\.(\w+)\) \|\| /.exec(text.slice(node.start, node.end)) ?? [];
  return name === again ? name : undefined;
}
