import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { fileNameOf } from "../function-name.ts";
import { deployerPolicy } from "../install/deployer.ts";
import { stackTemplate } from "../install/stack.ts";
import { operations } from "../operations/index.ts";
import { openApiDocument } from "./openapi-document.ts";
import { policyJsonSchema, starterModule } from "./policy-files.ts";
import { readOptions } from "./read-options.ts";
import { readmeTables } from "./readme-tables.ts";

const help = `Writes what is derived from the operations' own values: shared/openapi.json, tables of the guides, and in s.yaml the
functions that reconcile and doctor may invoke; what is derived of s.yaml: the stack's template and the
rights of who installs it (shared/install/*.json); and what is derived of the policy: its JSON Schema, and the starter as a module.

  npm run openapi
  npm run openapi -- --check   changes nothing; exit code 1 if one of them is stale`;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

const { values } = readOptions({ help, options: { check: { type: "boolean", default: false } } });

const serverlessYaml = await readFile(path.join(root, "s.yaml"), "utf8");
const tables = readmeTables(operations, serverlessYaml);
const starter = await readFile(path.join(root, "shared/policy.yaml"), "utf8");
const stale = [
  await renew("shared/openapi.json", () => `${JSON.stringify(openApiDocument(operations), undefined, 2)}\n`),
  await renew("README.md", withTables),
  await renew("shared/openapi.md", withTables),
  await renew("s.yaml", withInvoked),
  await renew("shared/install/stack.json", () => stackTemplate(serverlessYaml)),
  await renew("shared/install/deployer-policy.json", () => deployerPolicy(serverlessYaml)),
  await renew("shared/install/README.md", withTables),
  await renew("shared/policy.schema.json", policyJsonSchema),
  await renew("shared/policy/starter.ts", () => starterModule(starter)),
].flat();
if (stale.length === 0) console.log("Everything is up to date.");
else if (values.check) {
  console.error(`Stale: ${stale.join(", ")}. Run: npm run openapi`);
  process.exitCode = 1;
} else console.log(`Written: ${stale.join(", ")}`);

/** Brings one file up to date, or with --check only compares. Returns its name if it was stale. */
async function renew(file: string, make: (now: string) => string): Promise<string[]> {
  const now = await readFile(path.join(root, file), "utf8").catch(() => "");
  const wanted = make(now);
  if (wanted === now) return [];
  if (!values.check) await writeFile(path.join(root, file), wanted);
  return [file];
}

/** Replaces the functions that reconcile may invoke, which are those of the operations and itself, and those that doctor may. */
function withInvoked(yaml: string): string {
  const ours = operations.map(({ name }) => fileNameOf(name));
  const dispatched = [...ours, "reconcile"];
  const probed = [...dispatched, "console", "answer", "chatops", "doctor"];
  return withList(withList(withList(yaml, "dispatched", dispatched), "operations", ours), "probed", probed);
}

function withList(yaml: string, list: string, names: readonly string[]): string {
  const [begin, end] = [`# list: ${list}`, "# end"];
  const [before = "", rest] = yaml.split(begin);
  if (rest === undefined) throw new Error(`s.yaml has no "${begin}": put it back above what may be invoked`);
  const indent = before.slice(before.lastIndexOf("\n"));
  const lines = names
    .map((name) => `- acs:fc:\${vars.region}:\${vars.account}:functions/\${vars.stack}-${name}`)
    .flatMap((line) => [line, `${line}/*`]);
  return [before + begin, ...lines, rest.slice(rest.indexOf(end))].join(indent);
}

/** Replaces what stands between `<!-- table: name -->` and `<!-- end -->`. */
function withTables(readme: string): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [before, rest] = text.split(`<!-- table: ${name} -->`);
    if (rest === undefined) return text;
    return `${before}<!-- table: ${name} -->\n\n${table}\n\n${rest.slice(rest.indexOf("<!-- end -->"))}`;
  }, readme);
}
