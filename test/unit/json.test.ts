import fc from "fast-check";
import { expect, test } from "vitest";
import { OpError } from "../../shared/errors.ts";
import { parseJson, repeatedKey } from "../../shared/json.ts";

/** JSON as a list of what is written, so that it may have a key twice. */
type Written =
  | { readonly text: string }
  | { readonly list: readonly Written[] }
  | { readonly pairs: readonly (readonly [string, Written])[] };

/** Keys that look like what the scanner looks for. */
const key = fc.oneof(
  fc.constantFrom("a", "b", "", "__proto__", '"', "\\", '":', "{", "}", "\\u0061", "é"),
  fc.string(),
);
const space = fc.constantFrom("", " ", "\n", "\t\r");

const { written } = fc.letrec<{ written: Written }>((tie) => ({
  written: fc.oneof(
    { maxDepth: 4 },
    fc.oneof(fc.jsonValue({ maxDepth: 0 }), key).map((value) => ({ text: JSON.stringify(value) })),
    fc.array(tie("written"), { maxLength: 4 }).map((list) => ({ list })),
    fc.array(fc.tuple(key, tie("written")), { maxLength: 4 }).map((pairs) => ({ pairs })),
  ),
}));

/** Every character of a key may be written as its code. */
const escaped = (text: string) =>
  `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("")}"`;

function textOf(value: Written, gap: string, isEscaped: boolean): string {
  if ("text" in value) return value.text;
  if ("list" in value) return `[${value.list.map((item) => textOf(item, gap, isEscaped)).join(`,${gap}`)}]`;
  const pairs = value.pairs.map(([name, inner], index) => {
    const written = isEscaped && index % 2 === 1 ? escaped(name) : JSON.stringify(name);
    return `${gap}${written}${gap}:${gap}${textOf(inner, gap, isEscaped)}`;
  });
  return `{${pairs.join(",")}${gap}}`;
}

/** The keys that some object of it has twice, by counting what was written. */
function repeatedIn(value: Written): string[] {
  if ("text" in value) return [];
  if ("list" in value) return value.list.flatMap(repeatedIn);
  const names = value.pairs.map(([name]) => name);
  return [
    ...names.filter((name, at) => names.indexOf(name) < at),
    ...value.pairs.flatMap(([, inner]) => repeatedIn(inner)),
  ];
}

test("a key that stands twice in one object is found, and no other, however deep and however it is escaped", () => {
  fc.assert(
    fc.property(written, space, fc.boolean(), (value, gap, isEscaped) => {
      const text = textOf(value, gap, isEscaped);
      JSON.parse(text); // it is JSON
      const repeated = repeatedIn(value);
      const found = repeatedKey(text);
      if (found === undefined) expect(repeated).toEqual([]);
      else expect(repeated).toContain(found);
    }),
    { numRuns: 5_000 },
  );
});

const parse = (text: string) => parseJson(Buffer.from(text), "InvalidJSON", "The body");

test("what names no key twice is read as JSON.parse reads it", () => {
  fc.assert(
    fc.property(fc.dictionary(key, fc.jsonValue({ maxDepth: 14 })), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.stringify(parse(text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test("the error names the key and is ours, whatever the text", () => {
  expect(() => parse('{"a":{"Verdict":1,"Verdict":2}}')).toThrow('The body names "Verdict" twice in one object.');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        written.map((value) => textOf(value, "", false)),
      ),
      (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(OpError);
        }
      },
    ),
  );
});

test("a text nests 16 levels at most, whatever stands in its strings", () => {
  const nest = (levels: number) => `{"a":${"[".repeat(levels - 1)}${"]".repeat(levels - 1)},"b":"[[[{{{"}`;
  expect(parse(nest(16))).toHaveProperty("b", "[[[{{{");
  expect(() => parse(nest(17))).toThrow("The body nests deeper than 16 levels.");
  expect(() => parse(nest(60_000))).toThrow("The body nests deeper than 16 levels.");
});

test("a text has 4,096 values at most, wherever they stand", () => {
  const list = (items: number) => `[${Array(items).fill('",,,[[[\\""').join()}]`;
  expect(parse(`{"a":${list(4_094)}}`)).toHaveProperty("a");
  for (const text of [`{"a":${list(4_095)}}`, `{"a":${list(2_046)},"b":{"c":${list(2_047)}}}`])
    expect(() => parse(text)).toThrow("The body has more than 4096 values.");
  expect(() => parse(`{"a":${list(5_000)}}`)).toThrow(expect.objectContaining({ code: "InvalidParameter" }));
});

test("what is no JSON has no excess, however its texts end", () => {
  for (const text of ['"', '"\\', `"${'\\"'.repeat(60_000)}`, "]]]", '{"a":"[[[[[[[[[[[[[[[[[', "}".repeat(5_000)])
    expect(() => parse(text)).toThrow("must be JSON in UTF-8");
});

test("a body as large as one may be is judged", () => {
  expect(() => parse(`{"a":"${'\\"'.repeat(65_000)}","a":1}`)).toThrow('names "a" twice');
});
