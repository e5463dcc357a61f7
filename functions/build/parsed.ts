import { type Program, parse, type Token, tokenizer, tokTypes } from "acorn";
import { LayoutError, type Packaged } from "./layout-error.ts";

/** The text of a package's file, its syntax tree, and every name in it with its place. */
export type Parsed = {
  readonly of: Packaged;
  readonly text: string;
  readonly program: Program;
  readonly names: readonly Named[];
};

type Named = { readonly name: string; readonly start: number };

export function parsed(of: Packaged, text: string): Parsed {
  const names: Named[] = [];
  const onToken = (token: Token) => {
    if (isName(token)) names.push({ name: token.value, start: token.start });
  };
  try {
    return { of, text, program: parse(text, { ecmaVersion: "latest", sourceType: "script", onToken }), names };
  } catch (error) {
    throw new LayoutError(of, `a script that can be parsed (${error})`);
  }
}

/** Every name in a module: identifiers, and texts, since a member may be named by one. */
export const namesIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...tokenizer(text, { ecmaVersion: "latest", sourceType: "module" })].filter(isName).map(({ value }) => value),
  );

/** acorn's types leave out a token's value. */
const isName = (token: Token): token is Token & { readonly value: string } =>
  token.type === tokTypes.name || token.type === tokTypes.string;
