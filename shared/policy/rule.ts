import * as z from "zod";
import { lossSchema } from "../loss.ts";
import { operations } from "../operations/index.ts";
import { count, label, list, must, named, oneOf, oneOrMore, strict, text, title } from "./forms.ts";
import { modes } from "./modes.ts";
import { most } from "./sizes.ts";

/** Source: ECS and ENS "Overview of system events"; an event in any other status asks for nothing any more. */
const openStatuses = ["Inquiring", "Scheduled", "Executing"] as const;

const eventType = text(/^[A-Za-z]+(:[A-Za-z]+)?(\.[A-Za-z]+)?$/, "an event's type such as SystemMaintenance.Reboot");
const status = oneOf(openStatuses);
const instance = text(/^i-[A-Za-z0-9]{1,61}$/, "an instance's id such as i-bp1azkttqpldxgted001");
const zone = text(/^[a-z0-9-]{1,64}$/, "a zone's id such as cn-hangzhou-i");
// Source: ECS TagResources: a key has 1 to 128 characters, a value 128 at most.
const tagKey = text(/^[^\p{Cc}]{1,128}$/u, "a tag's key, text of 1 to 128 characters");
const tagValue = text(/^[^\p{Cc}]{0,128}$/u, "text of at most 128 characters; numbers, true and false need quotes");

/** What the operations are of. */
const products = ["ecs", "ens"] as const satisfies readonly (typeof operations)[number]["product"][];

/** Which machines: the keys of a match that have nothing to do with an event. */
export const machineKeys = {
  tags: named(tagKey, oneOrMore(tagValue), most.tags)
    .optional()
    .describe('Whole values of tags; "*" alone: it has this tag, whatever the value'),
  zone: oneOrMore(zone).optional().describe("The machine's zone"),
  instances: oneOrMore(instance).optional().describe("The machine's id"),
  managedBy: oneOrMore(tagKey)
    .optional()
    .describe("It has one of these tags, which others put on what they look after"),
};

const match = strict({
  event: oneOrMore(eventType).optional().describe("The event's type"),
  status: oneOrMore(status).optional().describe("The event's status"),
  ...machineKeys,
  product: oneOrMore(oneOf(products)).optional().describe("ecs, or ens for edge instances"),
  planned: z
    .boolean(must("true or false"))
    .optional()
    .describe("true: maintenance. false: a failure, the machine is down"),
})
  .refine(
    (keys) => Object.keys(keys).length > 0,
    "must have a key; only the last rule matches everything, and has no match",
  )
  .describe("Every key must hold; of a list, any value. What has no such tag does not match");

/** What `do` may name. */
export const operationNames = operations.map(({ name }) => name);

/** One rule: which events, and what is done about them. */
export const ruleSchema = strict({
  name: title.describe("What records and notices call the rule"),
  match: match.optional(),
  do: oneOf(["nothing", "documented", ...operationNames]).describe("documented: what the event's own document says"),
  input: z
    .record(z.string(), z.unknown(), must("a map of parameters"))
    .optional()
    .describe("Parameters of the operation that `do` names"),
  mode: oneOf(modes).optional().describe("act if left out, and never above the policy's own mode"),
  approvals: count(1, most.approvals).optional().describe("How many people must say yes, in mode ask; 1 if left out"),
  mayLose: list(oneOf(lossSchema.options), lossSchema.options.length)
    .optional()
    .describe("What these machines may lose unasked"),
  window: label.optional().describe("The window in which planned maintenance may begin"),
  hook: label.optional().describe("The hook that is asked before and told after"),
});

export type Rule = z.output<typeof ruleSchema>;
export type Match = z.output<typeof match>;

/** A correction of the documents' own table. */
export const disputeSchema = strict({
  event: oneOrMore(eventType).describe("The event's type"),
  status: oneOrMore(status).describe("The event's status"),
  do: oneOf(["nothing", ...operationNames]).describe("What answers it instead"),
});

export type Dispute = z.output<typeof disputeSchema>;
