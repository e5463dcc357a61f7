import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "../local.ts";

type Locked = {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  /** It lies in the bytes of the package around it, whose hash has it too. */
  readonly inBundle?: boolean;
};

const read = (file: string) => readFileSync(path.join(root, file), "utf8");
const { "": _, ...packages }: Readonly<Record<string, Locked>> = JSON.parse(read("package-lock.json")).packages;
const named = (isNamed: (locked: Locked) => boolean) =>
  Object.entries(packages).flatMap(([name, locked]) => (isNamed(locked) ? [name] : []));

test("every package of the lock, for whatever platform, is known by the hash of its bytes", () => {
  expect(Object.keys(packages).length).toBeGreaterThan(100);
  const isKnown = ({ integrity = "" }: Locked) => /^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity);
  const bundled = named(({ inBundle = false }) => inBundle);
  expect(named((locked) => !isKnown(locked)).filter((name) => !bundled.includes(name))).toEqual([]);
  const around = new Set(bundled.map((name) => name.split("/node_modules/")[0] ?? ""));
  expect([...around].filter((name) => packages[name] === undefined || !isKnown(packages[name]))).toEqual([]);
});

test("no package of the lock names where it comes from: npm's own setting decides, the hash judges", () => {
  expect(named(({ resolved }) => resolved !== undefined)).toEqual([]);
});

test("the checks of a clean checkout run no script of a package", () => {
  const installs = [...read(".ci/run").matchAll(/\bnpm (?:ci|i|install)\b.*/g)].map(([command]) => command);
  expect(installs).toEqual(["npm ci --ignore-scripts"]);
});

const bundles = readdirSync(path.join(root, "functions")).flatMap((file) => /^(.*)\.ts$/.exec(file)?.[1] ?? []);

test.each(bundles)("beside the bundle of %s lie the licences of what is in it", (name) => {
  const notices = read(`dist/${name}/NOTICES.txt`);
  expect(notices).toMatch(/^tablestore [\d.]+: Apache-2\.0\n\nApache License\n/m);
  expect(notices).toMatch(/^zod [\d.]+: MIT\n\nMIT License\n\nCopyright \(c\) 2025 Colin McDonnell\n/m);
  const files = readdirSync(path.join(root, "dist", name));
  for (const file of files.filter((each) => files.includes(`${each}.LEGAL.txt`)))
    expect(read(`dist/${name}/${file}`)).toContain(`${file}.LEGAL.txt`);
});
