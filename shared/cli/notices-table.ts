import { kinds } from "../notices/kinds.ts";
import { table } from "./table.ts";

/** The kinds of notices, for people. */
export const noticesTable = (): string =>
  table(
    ["kind", "sent when", "urgent", "said again"],
    Object.entries(kinds).map(([kind, { when, urgent, reminds }]) => [
      `\`${kind}\``,
      when,
      urgent ? "yes" : "no",
      reminds ? "yes" : "no",
    ]),
  );
