import type { Notice } from "../remediation/answerable.ts";
import type { EventRule } from "../remediation/rules.ts";
import { operations } from "./index.ts";
import type { Input, Operation } from "./operation.ts";

/** Throws unless a rule names an operation, or nothing, and gives what its parameters need besides the event. */
export function requireUsable({ do: name, input, type, statuses }: EventRule): void {
  if (name === null) return;
  const refused = (why: string) => new Error(`EVENT_RULES, ${type}: ${why}`);
  const operation = operations.find((candidate) => candidate.name === name);
  const names = operations.map((candidate) => candidate.name).join(", ");
  if (operation === undefined) throw refused(`do must be null or one of ${names}, not ${name}`);
  const { parameters, event, product } = operation;
  const secret = Object.keys(parameters.secrets ?? {}).find((parameter) => parameter in input);
  if (secret !== undefined) throw refused(`${secret} is a secret and cannot stand in a setting`);
  if (event.answersNoOther && !statuses.every((status) => event.answers[type]?.statuses.includes(status)))
    throw refused(`${name} answers ${answeredBy(operation)} only`);
  const notice = { product, eventId: "e-1", instanceId: "i-1", type, status: "Scheduled" };
  const parsed = parameters.schema.safeParse({ ...event.inputFor(notice), ...input });
  const [issue] = parsed.error?.issues ?? [];
  if (issue !== undefined) throw refused(`input.${issue.path.join(".")}: ${issue.message}`);
  if (parsed.data !== undefined && !isFor(operation, parsed.data, notice))
    throw refused("input must name no instance and no event: they are the notice's");
}

const answeredBy = ({ event: { answers } }: Operation) =>
  Object.entries(answers)
    .map(([type, { statuses }]) => `${type} in ${statuses.join(" or ")}`)
    .join(", ");

/** True iff the input is for the notice's instance, whose row is claimed, and for no other event than the notice's. */
const isFor = ({ parameters, event: { idOf } }: Operation, input: Input, { instanceId, eventId }: Notice) =>
  parameters.target(input) === instanceId && (idOf?.(input) ?? eventId) === eventId;
