import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { openApiDocument } from "../../shared/cli/openapi-document.ts";
import { pathOf, signedVerbs } from "../../shared/console/verbs.ts";
import { fileNameOf } from "../../shared/function-name.ts";
import { operations } from "../../shared/operations/index.ts";
import { root } from "../local.ts";

const written = JSON.parse(await readFile(path.join(root, "shared/openapi.json"), "utf8"));

test("shared/openapi.json is OpenAPI 3.1 and what the operations say", async () => {
  expect(await new Validator().validate(structuredClone(written))).toEqual({ valid: true });
  expect(written).toEqual(JSON.parse(JSON.stringify(openApiDocument(operations))));
});

test("every operation has its function, its deployment and its path, all of one name", async () => {
  const names = operations.map(({ name }) => fileNameOf(name)).sort();
  const deployed = Object.keys(parse(await readFile(path.join(root, "s.yaml"), "utf8"), { merge: true }).resources);
  const files = await readdir(path.join(root, "functions"));
  expect(Object.keys(written.paths).sort()).toEqual(
    [...signedVerbs.map((verb) => `/console${pathOf(verb)}`), ...names.map((name) => `/${name}/`)].sort(),
  );
  expect(deployed).toEqual(expect.arrayContaining(names));
  expect(files).toEqual(expect.arrayContaining(names.map((name) => `${name}.ts`)));
});

test.each(operations.map(({ name, errors }) => ({ name, rows: Object.entries(errors) })))(
  "$name: each code that a caller can be told stands under the status that it is told with",
  ({ name, rows }) => {
    const { responses } = written.paths[`/${fileNameOf(name)}/`].post;
    for (const [row, advice] of rows.filter(([, kind]) => kind !== "internal"))
      expect(responses[advice === "throttled" ? "429" : row.slice(0, 3)].description).toContain(row.slice(4));
    expect(responses["202"].description).toContain("In doubt");
  },
);
