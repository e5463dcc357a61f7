import { choices } from "../operations/choices.ts";
import { isPlanned } from "../remediation/planned.ts";
import { asList } from "./forms.ts";
import type { Dispute, Match } from "./rule.ts";

/** An event that something answers. */
export type Answered = { readonly product: string; readonly type: string; readonly status: string };

/** Every event that the documents' tables answer, as the owner's disputes correct them. */
export function answeredEvents(disputes: readonly Dispute[] = []): readonly Answered[] {
  const corrected = disputes.flatMap(pairsOf);
  const isDisputed = ({ type, status }: Answered) =>
    corrected.some((pair) => pair.type === type && pair.status === status);
  const added = corrected.flatMap(({ do: name, type, status }) =>
    choices.filter((choice) => choice.name === name).map(({ product }) => ({ product, type, status })),
  );
  return [...documentedEvents.filter((event) => !isDisputed(event)), ...added];
}

/** Every event of the documents' tables, once. */
export const documentedEvents: readonly Answered[] = [
  ...new Map(
    choices
      .flatMap(({ product, answers }) =>
        Object.entries(answers).flatMap(([type, { statuses }]) =>
          statuses.map((status) => ({ product, type, status })),
        ),
      )
      .map((event) => [Object.values(event).join(), event] as const),
  ).values(),
];

/** Every event of the documents' tables, and those that disputes add to them. */
export const tabledEvents = (disputes: readonly Dispute[] = []): readonly Answered[] => [
  ...documentedEvents,
  ...answeredEvents(disputes).filter(({ type, status }) => !isDocumented(type, status)),
];

/** True iff a document's table has the event. */
export const isDocumented = (type: string, status: string) =>
  documentedEvents.some((event) => event.type === type && event.status === status);

/** Each event that a dispute is about. */
export const pairsOf = ({ event, status, do: name }: Dispute) =>
  asList(event).flatMap((type) => asList(status).map((each) => ({ type, status: each, do: name })));

/** The answered events that a match lets through, by the keys that are about events. */
export const matchedEvents = (events: readonly Answered[], { event, status, product, planned }: Match) =>
  events.filter(
    (each) =>
      isOf(event, each.type) &&
      isOf(status, each.status) &&
      isOf(product, each.product) &&
      (planned ?? isPlanned(each.type)) === isPlanned(each.type),
  );

const isOf = (wanted: string | readonly string[] | undefined, value: string) =>
  wanted === undefined || asList(wanted).includes(value);
