import { call } from "./call-command.ts";
import { chatDingtalk } from "./chat-command.ts";
import type { Command } from "./command.ts";
import { ofConsole } from "./console-command.ts";
import { consoleVerbs } from "./console-verbs.ts";
import { doctor } from "./doctor-command.ts";
import { down } from "./down-command.ts";
import { policyApply } from "./policy-apply.ts";
import { policyCheck } from "./policy-check.ts";
import { policyInit } from "./policy-init.ts";
import { policyRollback } from "./policy-rollback.ts";
import { policyTable } from "./policy-table.ts";
import { policyVerbs } from "./policy-verbs.ts";
import { preview } from "./preview-command.ts";
import { rehearse } from "./rehearse-command.ts";
import { sign } from "./sign-command.ts";
import { stopVerbs } from "./stop-verbs.ts";
import { up } from "./up-command.ts";
import { wordVerbs } from "./word-verbs.ts";

/** What verbs of two words with the same first one are about. */
export const groups: Readonly<Record<string, string>> = {
  chat: "Talk to a bot of the local cloud.",
  events: "The cloud's events.",
  plan: "What is planned for an event.",
  policy: "Your policy: what may be done about events, and what a person is asked for.",
};

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  ...consoleVerbs.map(ofConsole),
  ...wordVerbs.map(ofConsole),
  ...stopVerbs.map(ofConsole),
  policyInit,
  policyCheck,
  policyTable,
  policyApply,
  ...policyVerbs.map(ofConsole),
  policyRollback,
  sign,
  call,
  chatDingtalk,
  doctor,
  rehearse,
  preview,
  up,
  down,
];
