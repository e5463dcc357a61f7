import { pathOf, verbs } from "../console/verbs.ts";
import { table } from "./table.ts";

/** The verbs of the console, by their names, for people. */
export const verbsTable = (): string =>
  table(
    ["verb", "over HTTP", "role", "for"],
    verbs.map((verb) => [
      `\`${verb.name}\``,
      verb.isInvokeOnly ? "no" : `\`POST ${pathOf(verb)}\``,
      verb.role ?? "any",
      verb.summary,
    ]),
  );
