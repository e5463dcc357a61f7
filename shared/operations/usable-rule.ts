import type { EventRule } from "../remediation/rules.ts";
import { operations } from "./index.ts";
import { mayAnswer, onlyAnswers } from "./may-answer.ts";
import { unusableInput } from "./usable-input.ts";

/** Throws unless a rule names an operation, or nothing, and gives what its parameters need besides the event. */
export function requireUsable({ do: name, input, type, statuses }: EventRule): void {
  if (name === null) return;
  const refused = (why: string) => new Error(`EVENT_RULES, ${type}: ${why}`);
  const operation = operations.find((candidate) => candidate.name === name);
  const names = operations.map((candidate) => candidate.name).join(", ");
  if (operation === undefined) throw refused(`do must be null or one of ${names}, not ${name}`);
  if (!statuses.every((status) => mayAnswer(operation, { type, status }))) throw refused(onlyAnswers(operation));
  const unusable = unusableInput(operation, input, { type, status: "Scheduled" });
  if (unusable !== undefined) throw refused(`${["input", ...unusable.path].join(".")}: ${unusable.message}`);
}
