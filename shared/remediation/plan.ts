import type { Answers } from "./answerable.ts";

/** What a notice of a system event says; `status` is the event's own, never the one in the notice's name. */
export type Notice = {
  readonly eventId: string;
  readonly instanceId: string;
  readonly type: string;
  readonly status: string;
};

/** The operations a plan may choose from, best first. */
export type Choice = { readonly name: string; readonly answers: Answers };

export type Plan = { readonly do: string | undefined; readonly why: string };

/**
 * What remediation decides for an event: the first operation whose document lists this type and status. Local disks
 * are looked at later, on the instance itself, since a notice does not tell.
 */
export function plan({ type, status }: Notice, choices: readonly Choice[]): Plan {
  const choice = choices.find(({ answers }) => answers[type]?.statuses.includes(status) === true);
  if (choice !== undefined) return { do: choice.name, why: `${choice.name} answers ${type} in ${status}` };
  const known = choices.some(({ answers }) => type in answers);
  return { do: undefined, why: known ? `${type} needs no answer in ${status}` : `no operation answers ${type}` };
}
