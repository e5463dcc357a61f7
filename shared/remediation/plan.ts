import { type Answers, type Notice, ownOf } from "./answerable.ts";
import { type EventRule, ruleFor } from "./rules.ts";

/** The operations a plan may choose from, best first. */
export type Choice = { readonly name: string; readonly product: string; readonly answers: Answers };

export type Plan = {
  readonly do: string | undefined;
  /** Parameters that the owner's rule gives. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly why: string;
};

/**
 * What remediation decides for an event: what the owner's rule says, else the first operation whose document lists this
 * type and status. Local disks are looked at later, on the instance itself, since a notice does not tell.
 */
export function plan(
  { product, type, status }: Notice,
  choices: readonly Choice[],
  rules: readonly EventRule[] = [],
): Plan {
  const rule = ruleFor(rules, type, status);
  if (rule !== undefined)
    return {
      do: rule.do ?? undefined,
      input: rule.input,
      why: `EVENT_RULES: ${rule.do ?? "nothing"} answers ${type} in ${status}`,
    };
  const ours = choices.filter((choice) => choice.product === product);
  const choice = ours.find(({ answers }) => ownOf(answers, type)?.statuses.includes(status) === true);
  if (choice !== undefined) return { do: choice.name, input: {}, why: `${choice.name} answers ${type} in ${status}` };
  const known = ours.some(({ answers }) => Object.hasOwn(answers, type));
  const why = known ? `${type} needs no answer in ${status}` : `no operation answers ${type}`;
  return { do: undefined, input: {}, why };
}
