import { choices } from "../operations/choices.ts";
import { type Answered, tabledEvents } from "../policy/answered.ts";
import { documented } from "../policy/documented.ts";
import type { Dispute } from "../policy/rule.ts";
import { table } from "./table.ts";

/** What is done about each event by the documents, as disputes correct them: one row for the statuses of a type that lead to the same. */
export function eventsTable(disputes: readonly Dispute[] = []): string {
  const rows = new Map<string, { readonly cells: readonly string[]; readonly statuses: Set<string> }>();
  for (const { product, type, status } of tabledEvents(disputes)) {
    const cells = [false, true].map((hasLocalDisks) => done(disputes, { product, type, status }, hasLocalDisks));
    const key = [product, type, ...cells].join();
    const row = rows.get(key) ?? { cells: [`${product.toUpperCase()} \`${type}\``, ...cells], statuses: new Set() };
    row.statuses.add(status);
    rows.set(key, row);
  }
  return table(
    ["event", "in status", "instance without local disks", "instance with local disks"],
    [...rows.values()].map(({ cells: [event = "", ...cells], statuses }) => [
      event,
      [...statuses].join(", "),
      ...cells,
    ]),
  );
}

/** The plan in words. */
function done(disputes: readonly Dispute[], event: Answered, hasLocalDisks: boolean): string {
  const notice = { ...event, eventId: "e-1", instanceId: "i-1" };
  const { do: name } = documented(disputes, notice, hasLocalDisks);
  const choice = choices.find((candidate) => candidate.name === name);
  if (choice === undefined) return "nothing";
  return choice.losesData(notice, hasLocalDisks) ? `${choice.name}, after a person's consent` : choice.name;
}
