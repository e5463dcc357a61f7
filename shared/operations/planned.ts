import type { Planned } from "../ledger/change.ts";
import { parsed } from "../parameter.ts";
import type { Notice } from "../remediation/answerable.ts";
import { type Choice, plan } from "../remediation/plan.ts";
import type { EventRule } from "../remediation/rules.ts";
import { operations } from "./index.ts";

/** The base of every plan: the operations' documents, best first, and the owner's rules. */
export type Planning = { readonly choices: readonly Choice[]; readonly rules: readonly EventRule[] };

/** The operations as a plan sees them. */
export const choices: readonly Choice[] = operations.map(
  ({ name, product, event: { answers, inputFor }, parameters, dataLoss }) => ({
    name,
    product,
    answers,
    losesData: (notice, hasLocalDisks) =>
      dataLoss({ instance: undefined, events: [], hasLocalDisks }, parameters.schema.parse(inputFor(notice))).length >
      0,
  }),
);

/** The operation for an event on this machine, with its whole input; undefined if none answers the event at present. */
export function plannedFor(notice: Notice, hasLocalDisks: boolean, planning: Planning): Planned | undefined {
  const { do: name, input: given, why } = plan(notice, planning.choices, planning.rules, hasLocalDisks);
  const operation = operations.find((candidate) => candidate.name === name);
  if (operation === undefined) return undefined;
  const input = parsed(operation.parameters.schema, { ...operation.event.inputFor(notice), ...given });
  return {
    operation: operation.name,
    input: Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
    reason: why,
    ...(operation.runbook?.isAskedFor(input) === true && { runbook: { step: "stop", wasRunning: false } }),
  };
}
