import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../local.ts";

const guides = [
  "README.md",
  "shared/install/README.md",
  "shared/openapi.md",
  "functions/README.md",
  "test/README.md",
] as const;

const read = (file: string) => readFileSync(path.join(root, file), "utf8").replaceAll(/^```[\s\S]*?^```$/gm, "");

/** The anchors of a page, as GitHub makes them of its headings. */
const anchorsOf = (file: string) =>
  [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

const linksOf = (file: string) => [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);

/** The links of a page that lead nowhere. */
const broken = (file: string) =>
  linksOf(file)
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => {
      const [to = "", anchor] = target.split("#");
      const page = to === "" ? file : path.join(path.dirname(file), to);
      return !existsSync(path.join(root, page)) || (anchor !== undefined && !anchorsOf(page).includes(anchor));
    });

test.each(guides)("every link of %s leads to a file, and to a heading of it", (file) => {
  expect(broken(file)).toEqual([]);
});

test("every guide is reached from the README", () => {
  const reached = linksOf("README.md").map((target) => target.split("#")[0]);
  expect(guides.filter((file) => file !== "README.md" && !reached.includes(file))).toEqual([]);
});

test("no two headings of a page make the same anchor", () => {
  for (const file of guides) expect(anchorsOf(file)).toEqual([...new Set(anchorsOf(file))]);
});
