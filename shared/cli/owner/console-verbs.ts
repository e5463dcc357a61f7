import type { Taken } from "./command.ts";
import type { ConsoleVerb } from "./console-verb.ts";
import { daysUpTo, instance, page, wholeFrom } from "./options.ts";
import { viewEnded } from "./views/ended.ts";
import { viewOperations } from "./views/operations.ts";
import { viewPending } from "./views/pending.ts";
import { viewRecord } from "./views/record.ts";
import { viewReport } from "./views/report.ts";
import { viewStatus } from "./views/status.ts";

const after: Taken = {
  flags: "--after <operation>",
  name: "After",
  about: "the operation of the event that has ended, as events pending or instance shows it",
  isNeeded: true,
};
const reason: Taken = { flags: "--reason <text>", name: "Reason", about: "why, for the record", isNeeded: true };

/** What is asked about machines, operations and events. */
export const consoleVerbs: readonly ConsoleVerb[] = [
  {
    name: "status",
    about: "mode, policy, what is open, and whether anything is wrong",
    takes: [],
    examples: ["status", "status --all-regions", "status --local"],
    view: viewStatus,
  },
  {
    name: "operations",
    about: "what is open: what waits, for what, and what is at work",
    takes: [
      {
        flags: "--state <state>",
        name: "State",
        about: "only in this state, or what waits for this: InDoubt, approval",
      },
      {
        flags: "--policy <serial>",
        name: "Policy",
        about: "only what this version of the policy decided",
        read: wholeFrom(0),
      },
      page,
    ],
    examples: ["operations", "operations --state approval", "operations --policy 3 --json"],
    view: viewOperations,
  },
  {
    name: "operation",
    about: "one operation: what happened to it, when, why and by whom",
    takes: [
      { flags: "<id>", name: "OperationId", about: "its id" },
      { ...instance, about: "its instance; without it only open operations are found" },
    ],
    examples: [
      "operation 150dc535e4af49dc8c1d3f6b5a2e7f90",
      "operation 150dc535e4af49dc8c1d3f6b5a2e7f90 --instance i-bp1plain0001",
    ],
    view: viewRecord,
  },
  {
    name: "instance",
    about: 'one instance: "was it you?" What was done to it, when, why and by whom',
    takes: [{ flags: "<id>", name: "InstanceId", about: "the instance" }],
    examples: ["instance i-bp1plain0001"],
    view: viewRecord,
  },
  {
    name: "events pending",
    about: "events that the cloud lists as pending, and which operation has each",
    takes: [page],
    examples: ["events pending", "events pending --all-regions"],
    view: viewPending,
  },
  {
    name: "plan again",
    about: "have an event planned once more whose operation has ended without an answer to it",
    takes: [{ flags: "<event>", name: "EventId", about: "the event" }, { ...instance, isNeeded: true }, after, reason],
    examples: ['plan again e-bp1abc --instance i-bp1plain0001 --after <operation> --reason "the right is there now"'],
    changes: "See: redeploy-once instance",
    view: viewEnded,
  },
  {
    name: "report",
    about: "what was seen, done and left alone, by rule and day",
    takes: [
      { flags: "--since <days>", name: "Days", about: "so far back: 1d to 90d (default: 7d)", read: daysUpTo(90) },
    ],
    examples: ["report", "report --since 30d --json"],
    view: viewReport,
  },
  {
    name: "resolve",
    about: "say what happened where the cloud's evidence does not decide",
    takes: [
      { flags: "<operation>", name: "OperationId", about: "the operation" },
      { ...instance, isNeeded: true },
      {
        flags: "--verdict <verdict>",
        name: "Verdict",
        about: "happened, did-not-happen, did-not-help or put-back",
        isNeeded: true,
      },
      {
        flags: "--looked-at <time>",
        name: "LookedAt",
        about: "when you began to look, in UTC, such as 2026-11-21T04:05:06Z",
        isNeeded: true,
      },
      { ...reason, about: "what you saw" },
    ],
    examples: [
      'resolve 150dc535e4af49dc8c1d3f6b5a2e7f90 --instance i-bp1plain0001 --verdict happened --looked-at 2026-11-21T04:05:06Z --reason "its task is in ActionTrail"',
    ],
    changes: "Give the verdict again: the record decides the answer",
    view: viewEnded,
  },
];
