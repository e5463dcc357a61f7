import { cases } from "../install/cases.ts";
import { table } from "./table.ts";

/** What happens where two settings of a policy meet, for people. */
export const casesTable = (): string =>
  table(
    ["two settings", "the policy says", "what comes", "what happens", "decided by"],
    cases.map(({ keys, says, comes, happens, by }) => [keys.join(", "), says, comes, happens, by]),
  );
