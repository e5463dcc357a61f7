import { choices } from "../operations/planned.ts";
import { plan } from "../remediation/plan.ts";
import { table } from "./table.ts";

/** What is done about each event without a rule of the owner: one row for the statuses of a type that lead to the same. */
export function eventsTable(): string {
  const kinds = choices.flatMap(({ product, answers }) =>
    Object.entries(answers).flatMap(([type, { statuses }]) => statuses.map((status) => ({ product, type, status }))),
  );
  const rows = new Map<string, { readonly cells: readonly string[]; readonly statuses: Set<string> }>();
  for (const { product, type, status } of kinds) {
    const cells = [done(product, type, status, false), done(product, type, status, true)];
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
function done(product: string, type: string, status: string, hasLocalDisks: boolean): string {
  const notice = { product, eventId: "e-1", instanceId: "i-1", type, status };
  const { do: name } = plan(notice, choices, [], hasLocalDisks);
  const choice = choices.find((candidate) => candidate.name === name);
  if (choice === undefined) return "nothing";
  return choice.losesData(notice, hasLocalDisks) ? `${choice.name}, after a person's consent` : choice.name;
}
