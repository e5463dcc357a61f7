import type { Policy } from "../../policy/policy.ts";
import { readPolicyText } from "../policy-text.ts";
import { problemLine } from "../policy-words.ts";
import { askConsole } from "./ask-console.ts";
import type { Command, Values } from "./command.ts";
import { readNamed } from "./files.ts";
import { daysUpTo, oneStack, shown } from "./options.ts";
import { fileOf, policyFile } from "./policy-file.ts";
import { showOffline } from "./policy-offline.ts";
import { failed, misused } from "./stopped.ts";
import { targetOf } from "./targets.ts";
import type { Terminal } from "./terminal.ts";
import { shownAnswer } from "./view.ts";
import { viewCheck } from "./views/check.ts";

/** Facts of an event's machine. */
const ofEvent = ["tag", "zone", "local-disks"];

export const policyCheck: Command = {
  name: "policy check",
  about: "say what is wrong with a policy and where, and what it would do: nothing is applied",
  takes: [
    policyFile,
    {
      flags: "--event <file>",
      about:
        'say what is decided about an event: a CloudEvent, or {"type":"SystemMaintenance.Reboot","status":"Scheduled"}',
    },
    { flags: "--tag <key=value>", about: "a tag of the event's machine; once for each", isList: true },
    { flags: "--zone <id>", about: "its zone" },
    { flags: "--local-disks", about: "it has local disks" },
    { flags: "--table", about: "print the table of events, too" },
    {
      flags: "--instance <id>",
      name: "InstanceId",
      about: "ask the stack: every event of this instance under this policy",
    },
    { flags: "--fleet", name: "Fleet", about: "ask the stack: how many instances each rule matches" },
    {
      flags: "--history <days>",
      name: "History",
      about: "ask the stack: the past events under this policy, 1d to 30d",
      read: daysUpTo(30),
    },
    ...oneStack,
    ...shown,
  ],
  examples: [
    "policy check",
    "policy check night.yaml --event event.json --tag role=db --local-disks",
    "policy check --fleet",
    "policy check --history 30d --local",
  ],
  run: async (values, terminal) => {
    const fact = ofEvent.find((name) => name in values);
    if (fact !== undefined && !("event" in values)) throw misused(`--${fact} needs --event.`);
    const file = fileOf(values);
    const reading = readPolicyText(await readNamed(file, terminal));
    if ("policy" in reading) return checked(reading.policy, values, terminal);
    const isJson = values["json"] === true;
    if (isJson) terminal.out(JSON.stringify({ ok: false, file, problems: reading.problems }));
    throw failed(isJson ? "" : reading.problems.map((problem) => problemLine(file, problem)).join("\n"));
  },
};

/** What a sound policy means: offline, and as the stack sees it if that was asked. */
async function checked(policy: Policy, values: Values, terminal: Terminal): Promise<void> {
  const { instance: InstanceId, fleet: Fleet, history: History } = values;
  const asked = Object.fromEntries(
    Object.entries({ InstanceId, Fleet, History }).filter(([, value]) => value !== undefined),
  );
  const isAsked = Object.keys(asked).length > 0;
  if (!isAsked || values["json"] !== true) await showOffline(policy, values, terminal);
  if (!isAsked) return;
  const target = await targetOf(values, terminal);
  const answer = await askConsole(target, "policy check", { Policy: policy, ...asked }, terminal);
  const words = () => `\n${shownAnswer(viewCheck, answer, { values, target, terminal })}`;
  terminal.out(values["json"] === true ? answer.text.trim() : words());
  if (hasProblems(answer.value)) throw failed();
}

/** A console of another release may refuse what this one takes. */
const hasProblems = (value: unknown) =>
  typeof value === "object" &&
  value !== null &&
  "Problems" in value &&
  Array.isArray(value.Problems) &&
  value.Problems.length > 0;
