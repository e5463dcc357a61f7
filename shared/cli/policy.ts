import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { decide } from "../policy/decide.ts";
import type { Policy } from "../policy/policy.ts";
import type { Subject } from "../policy/subject.ts";
import { eventsTable } from "./events-table.ts";
import { applyPolicy, showInForce } from "./policy-apply.ts";
import { help, options, optionsOf } from "./policy-options.ts";
import { subjectOf } from "./policy-subject.ts";
import { readPolicyText } from "./policy-text.ts";
import { decisionWords, policyWords, problemLine, summaryOf } from "./policy-words.ts";
import { readOptions, stop } from "./read-options.ts";

const { values, positionals } = readOptions({ help, most: 2, options });
const [command, named] = positionals;
const file = named ?? "policy.yaml";
/** What the system says when a file cannot be read or written, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EEXIST: "exists, and is left as it is",
  EISDIR: "is a folder",
  EACCES: "may not be opened",
};

if (command !== undefined && command in optionsOf) refuseOptions(command);
if (command === "init") await init();
else if (command === "check") await check();
else if (command === "table") await showTable();
else if (command === "apply") await putInForce();
else if (command === "show") await showInForce(values.json === true);
else
  stop(
    `${command === undefined ? "A command is needed" : `${command} is no command`}: init, check, apply, show or table.`,
  );

/** An option that would change nothing is a misunderstanding. */
function refuseOptions(by: string): void {
  const option = Object.keys(values).find((name) => !optionsOf[by]?.includes(name));
  const owner = Object.keys(optionsOf).find((other) => option !== undefined && optionsOf[other]?.includes(option));
  if (option !== undefined) stop(`--${option} is for ${owner}, not for ${by}.`);
}

async function init(): Promise<void> {
  const shared = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
  const starter = await readFile(path.join(shared, "policy.yaml"), "utf8");
  const folder = path.dirname(path.resolve(file));
  const schema = path.relative(folder, path.join(shared, "policy.schema.json"));
  const text = starter.replace("$schema=./policy.schema.json", `$schema=${schema}`);
  await writeFile(file, text, { flag: "wx" }).catch((error: unknown) => stop(`${file}: ${reasonOf(error)}.`));
  console.log(`Written: ${file}. Check it after each change: npm run policy -- check ${named ?? ""}`.trimEnd());
}

async function check(): Promise<void> {
  const fact = ["tag", "zone", "local-disks"].find((name) => name in values);
  if (fact !== undefined && values.event === undefined) stop(`--${fact} needs --event.`);
  const reading = readPolicyText(await read(file));
  if ("policy" in reading) return showPolicy(reading.policy);
  if (values.json) console.log(JSON.stringify({ ok: false, file, problems: reading.problems }));
  else console.error(reading.problems.map((problem) => problemLine(file, problem)).join("\n"));
  process.exitCode = 1;
}

async function putInForce(): Promise<void> {
  const { by, why, yes = false } = values;
  if (by === undefined || why === undefined) stop("apply needs --by NAME and --why TEXT: they stand on the record.");
  const reading = readPolicyText(await read(file));
  if ("problems" in reading) stop(`${file} has problems: npm run policy -- check ${file}. Nothing was applied.`);
  await applyPolicy(file, reading.policy, { by, why, yes });
}

async function showPolicy(policy: Policy): Promise<void> {
  const subject = values.event === undefined ? undefined : await readSubject(values.event);
  const decision = subject && decide(policy, subject);
  const table = values.table ? eventsTable(policy.disputes) : undefined;
  if (values.json) console.log(JSON.stringify({ ok: true, file, ...summaryOf(policy), decision, table }));
  else
    console.log(
      [`${file}: ${policyWords(policy)}`, decision && decisionWords(decision), table].filter(Boolean).join("\n\n"),
    );
}

async function readSubject(event: string): Promise<Subject> {
  const { zone, tag: tags = [], "local-disks": hasLocalDisks = false } = values;
  const subject = subjectOf(String(await read(event)), { zone, tags, hasLocalDisks });
  return "problem" in subject ? stop(`${event}: ${subject.problem}`) : subject;
}

async function showTable(): Promise<void> {
  const reading = named === undefined ? undefined : readPolicyText(await read(named));
  if (reading !== undefined && "problems" in reading) stop(`${named} has problems: npm run policy -- check ${named}.`);
  console.log(eventsTable(reading?.policy.disputes));
}

async function read(name: string): Promise<Buffer> {
  return readFile(name).catch((error: unknown) => stop(`${name}: ${reasonOf(error)}.`));
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return reasons[code] ?? code;
}
