import { decide } from "../../policy/decide.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Subject } from "../../policy/subject.ts";
import { eventsTable } from "../events-table.ts";
import { openingWords } from "../openings.ts";
import { subjectOf } from "../policy-subject.ts";
import { decisionWords, hookAround, policyWords, summaryOf } from "../policy-words.ts";
import { textOf, type Values } from "./command.ts";
import { readNamed } from "./files.ts";
import { fileOf } from "./policy-file.ts";
import { misused } from "./stopped.ts";
import type { Terminal } from "./terminal.ts";

/** Prints what a sound policy means by itself: in words, for an event, and as a table if that was asked for. Throws `Stopped`. */
export async function showOffline(policy: Policy, values: Values, terminal: Terminal): Promise<void> {
  const file = fileOf(values);
  const event = textOf(values, "event");
  const subject = event === undefined ? undefined : await subjectIn(event, values, terminal);
  const decision = subject && decide(policy, subject);
  const hook = decision && hookAround(policy, decision);
  const table = values["table"] === true ? eventsTable(policy.disputes) : undefined;
  if (values["json"] === true)
    return terminal.out(JSON.stringify({ ok: true, file, ...summaryOf(policy), decision, hook, table }));
  const openings = openingWords(policy, terminal.nowMs());
  const parts = [
    `${file}: ${policyWords(policy)}${openings && `\n${openings}`}`,
    decision && decisionWords(decision, hook),
    table,
  ];
  terminal.out(parts.filter(Boolean).join("\n\n"));
}

async function subjectIn(event: string, values: Values, terminal: Terminal): Promise<Subject> {
  const { tag: tags = [] } = values;
  const machine = {
    zone: textOf(values, "zone"),
    tags: Array.isArray(tags) ? tags.map(String) : [],
    hasLocalDisks: values["local-disks"] === true,
  };
  const subject = subjectOf(String(await readNamed(event, terminal)), machine);
  if ("problem" in subject) throw misused(`${event}: ${subject.problem}`);
  return subject;
}
