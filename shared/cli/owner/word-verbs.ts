import type { Taken } from "./command.ts";
import type { ConsoleVerb } from "./console-verb.ts";
import { instance } from "./options.ts";
import { viewApproved, viewAsks, viewWord } from "./views/word.ts";

const operation: Taken = { flags: "<operation>", name: "OperationId", about: "the operation" };
const ofInstance: Taken = { ...instance, about: "its instance; without it it is sought in what is open" };
const ask: Taken = {
  flags: "--ask <id>",
  name: "Ask",
  about: "the question that you were shown, such as 1-9f3a77c2b1d0: a word counts for nothing else",
};
const reason: Taken = { flags: "--reason <text>", name: "Reason", about: "why, for the log" };
const changes = "Say it again: a word that was taken is not taken twice";

/** What people decide. Each may be said by an invoke, or by a signed call of one named person. */
export const wordVerbs: readonly ConsoleVerb[] = [
  {
    name: "asks",
    about: "what people are asked at present, and the id by which all of it is approved",
    takes: [],
    examples: ["asks", "asks --all-regions", "asks --json"],
    view: viewAsks,
  },
  {
    name: "approve",
    about: "say yes to a question, or to all of the list that asks has shown",
    takes: [
      { flags: "[operation]", name: "OperationId", about: "the operation that is asked about" },
      ofInstance,
      ask,
      { flags: "--set <id>", name: "Set", about: "in place of one: the list, but what gets a new system disk" },
      reason,
    ],
    examples: [
      "approve 150dc535e4af49dc8c1d3f6b5a2e7f90 --ask 1-9f3a77c2b1d0",
      "approve 150dc535e4af49dc8c1d3f6b5a2e7f90 --ask 1-9f3a77c2b1d0 --signed",
      "approve --set mfr1a2b3.0123456789ab",
    ],
    ...{ changes, maySign: true, view: viewApproved },
  },
  {
    name: "deny",
    about: "say no to a question: its operation ends, and nothing of it is sent",
    takes: [operation, ofInstance, { ...ask, isNeeded: true }, reason],
    examples: ['deny 150dc535e4af49dc8c1d3f6b5a2e7f90 --ask 1-9f3a77c2b1d0 --reason "the vendor does it"'],
    ...{ changes, maySign: true, view: viewWord },
  },
  {
    name: "postpone",
    about: "have what waits begin no sooner than a time; a question about it goes on",
    takes: [
      operation,
      ofInstance,
      {
        flags: "--until <time>",
        name: "Until",
        about: "not before this time, in UTC, such as 2026-11-30T18:00:00Z",
        isNeeded: true,
      },
      reason,
    ],
    examples: ["postpone 150dc535e4af49dc8c1d3f6b5a2e7f90 --until 2026-11-30T18:00:00Z"],
    ...{ changes, maySign: true, view: viewWord },
  },
  {
    name: "cancel",
    about: "end what waits: nothing of it is sent",
    takes: [operation, ofInstance, { ...reason, isNeeded: true }],
    examples: ['cancel 150dc535e4af49dc8c1d3f6b5a2e7f90 --reason "the machine goes anyway"'],
    ...{ changes, maySign: true, view: viewWord },
  },
];
