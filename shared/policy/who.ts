import type { Loss } from "../loss.ts";
import { count, label, list, oneOf, strict, text, title } from "./forms.ts";
import { identity } from "./identity.ts";
import { machineKeys, operationNames } from "./rule.ts";
import { most } from "./sizes.ts";
import { duration } from "./times.ts";

const programIs = text(/^webhook:[a-z0-9-]{1,32}$/, "webhook: and a principal's name, such as webhook:alertmanager");

/** What a person may be. */
export const roles = ["viewer", "caller", "approver", "operator", "owner"] as const;
const programRoles = ["viewer", "caller"] as const satisfies readonly (typeof roles)[number][];

/** A person: what they may do, and how each door knows them. */
export const personSchema = strict({
  name: title,
  roles: list(oneOf(roles), roles.length).describe("What the person may do"),
  is: list(identity, most.identities).describe("How each door knows the person"),
});

/** A program: it asks for what is named, on the machines that are named, and approves nothing. */
export const programSchema = strict({
  name: title,
  roles: list(oneOf(programRoles), programRoles.length).describe("What it may do; a program is never an approver"),
  may: list(oneOf(operationNames), operationNames.length).describe("The operations that it may ask for"),
  match: strict(machineKeys).optional().describe("The machines that it may ask for them on; all if left out"),
  is: list(programIs, most.identities).describe("The principals that it signs as"),
});

const yeses = count(1, most.approvals).optional();

/** How people are asked. */
export const askingSchema = strict({
  calls: duration.optional().describe("How long a call waits for a yes"),
  remindEvery: duration.optional().describe("How often people are reminded"),
  approvals: strict({ localDisks: yeses, systemDisk: yeses, unsavedMemory: yeses } satisfies Record<Loss, unknown>)
    .optional()
    .describe("How many people must say yes to a loss of data"),
});

const hookName = text(
  /^(fc:[A-Za-z_][\w-]{0,127}|fc2:[A-Za-z_][\w-]{0,127}\/[A-Za-z_][\w-]{0,127})$/,
  "fc:<function>, or fc2:<service>/<function> for FC 2.0",
);

/** Functions of the owner's, asked before and told after. */
export const hookSchema = strict({
  before: hookName.optional().describe("Asked until it answers ready"),
  after: hookName.optional().describe("Told how it ended"),
  answersWithin: duration.optional().describe("How long an answer may take"),
  triesFor: duration.optional().describe("How long it is asked, before a person is"),
  // biome-ignore lint/suspicious/noThenProperty: the word of the form; its value is a text, and nobody waits for one
  then: oneOf(["ask"]).optional().describe("What follows if it is never ready"),
}).refine(({ before, after }) => before !== undefined || after !== undefined, "needs before or after");

/** Who is told. */
export const noticeSchema = strict({
  to: label.describe("A channel, by its name"),
  about: oneOf(["urgent", "all"]).describe("urgent: what needs a person"),
  remindEvery: duration.optional().describe("How often it is said again while nobody acts"),
});
