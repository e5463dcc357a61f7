import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import path from "node:path";

/** One change of the source that was tried. */
export type Mutant = {
  readonly file: string;
  readonly line: number;
  /** The line where it begins. */
  readonly at: string;
  /** The source that is replaced, and what by. */
  readonly from: string;
  readonly to: string;
  /** `Killed`, `Timeout`, `Survived`, `NoCoverage`, …; `TypeError` is ours. */
  readonly status: string;
  readonly mutated: string;
};

type Position = { readonly line: number; readonly column: number };

/** The report of mutation-testing-elements, as far as it is used. */
type Report = {
  readonly files: Readonly<
    Record<
      string,
      {
        readonly source: string;
        readonly mutants: readonly {
          readonly replacement?: string;
          readonly status: string;
          readonly location: { readonly start: Position; readonly end: Position };
        }[];
      }
    >
  >;
};

/** Every mutant of a report. */
export async function readReport(file: string): Promise<readonly Mutant[]> {
  const { files } = JSON.parse(await readFile(file, "utf8")) as Report; // Stryker's own reporter wrote it
  return Object.entries(files).flatMap(([name, { source, mutants }]) =>
    mutants.map(({ replacement: to = "", status, location: { start, end } }) => {
      const [from, until] = [offsetOf(source, start), offsetOf(source, end)];
      const mutated = source.slice(0, from) + to + source.slice(until);
      const at = source.split("\n")[start.line - 1]?.trim() ?? "";
      return { file: name, line: start.line, at, from: source.slice(from, until), to, status, mutated };
    }),
  );
}

/** Lines and columns count from one. */
function offsetOf(source: string, { line, column }: Position): number {
  const before = source.split("\n").slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

export const isAlive = ({ status }: Mutant) => status === "Survived" || status === "NoCoverage";

/** Survivors that the compiler would not let pass are `TypeError`; a copy of the product is compiled with each. */
export async function withTypes(root: string, mutants: readonly Mutant[]): Promise<readonly Mutant[]> {
  const folder = path.join(root, "dist/.mutate");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of ["shared", "functions", "package.json", "tsconfig.json"])
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  if (!compiles(folder))
    throw new Error("The product does not compile as it is: npm run check:types. Nothing was judged.");
  const judged: Mutant[] = [];
  for (const mutant of mutants) judged.push(isAlive(mutant) ? await judge(folder, mutant) : mutant);
  await rm(folder, { recursive: true, force: true });
  return judged;
}

async function judge(folder: string, mutant: Mutant): Promise<Mutant> {
  const file = path.join(folder, mutant.file);
  const source = await readFile(file);
  await writeFile(file, mutant.mutated);
  const passes = compiles(folder);
  await writeFile(file, source);
  return passes ? mutant : { ...mutant, status: "TypeError" };
}

const compiles = (folder: string) =>
  spawnSync(process.execPath, ["node_modules/typescript/bin/tsc", ...asIs], { cwd: folder }).status === 0;

/** That a change leaves a name unused is no proof against it. */
const asIs = ["--noEmit", "--noUnusedLocals", "false", "--noUnusedParameters", "false"];
