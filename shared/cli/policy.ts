import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { decide } from "../policy/decide.ts";
import type { Policy } from "../policy/policy.ts";
import type { Subject } from "../policy/subject.ts";
import { eventsTable } from "./events-table.ts";
import { subjectOf } from "./policy-subject.ts";
import { readPolicyText } from "./policy-text.ts";
import { decisionWords, policyWords, problemLine, summaryOf } from "./policy-words.ts";
import { readOptions, stop } from "./read-options.ts";

const help = `Writes and checks an owner's policy. A policy is checked only, so far: no function reads it yet.

  npm run policy -- init  [file]   write the starter policy; a file that exists is left as it is
  npm run policy -- check [file]   say what is wrong with a policy, and where
  npm run policy -- table [file]   print what "documented" means, event by event; with a file, as its disputes correct it

The file is policy.yaml unless you name another.

Options of check
  --event FILE     say what the policy decides about an event, too. FILE has a CloudEvent as JSON, or
                   {"type":"SystemMaintenance.Reboot","status":"Scheduled"}, with instanceId, eventId, product if they matter
  --tag KEY=VALUE  a tag of the event's machine; once for each tag
  --zone ID        its zone
  --local-disks    it has local disks
  --table          print the table, too
  --json           print JSON
  --help           this text

Exit code 0: it is as it must be. 1: the policy has problems. 2: nothing was done; an argument or a file is not usable.

Examples
  npm run policy -- init
  npm run policy -- check
  npm run policy -- check policy.yaml --event event.json --tag role=db --local-disks`;

const { values, positionals } = readOptions({
  help,
  most: 2,
  options: {
    event: { type: "string" },
    tag: { type: "string", multiple: true },
    zone: { type: "string" },
    "local-disks": { type: "boolean" },
    table: { type: "boolean" },
    json: { type: "boolean" },
  },
});
const [command, named] = positionals;
const file = named ?? "policy.yaml";
/** What the system says when a file cannot be read or written, in words. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file or folder",
  EEXIST: "exists, and is left as it is",
  EISDIR: "is a folder",
  EACCES: "may not be opened",
};

if (command === "init" || command === "table") refuseOptions(command);
if (command === "init") await init();
else if (command === "check") await check();
else if (command === "table") await showTable();
else stop(`${command === undefined ? "A command is needed" : `${command} is no command`}: init, check or table.`);

/** An option that would change nothing is a misunderstanding. */
function refuseOptions(by: string): void {
  const [option] = Object.keys(values);
  if (option !== undefined) stop(`--${option} is for check, not for ${by}.`);
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
