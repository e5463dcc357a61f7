import type { Shape } from "../control/table-keeper.ts";
import type { Check } from "./check.ts";
import { type Finding, ok, unknown, wrong } from "./finding.ts";
import { isFailed, type Seen } from "./seen.ts";

/** Tables and indexes exactly as they are wanted. One that exists otherwise is told, and left alone. */
export const tablesAsWanted: Check = {
  name: "table",
  judge: ({ tables }) => Object.entries(tables).map(([name, table]) => judged(`table ${name}`, table)),
};

function judged(name: string, { wanted, found }: Seen["tables"][string]): Finding {
  if (found === undefined) return wrong(name, "There is no such table.", "Create it: redeploy-once doctor --create");
  if (isFailed(found)) return wrong(name, found.failed, rights);
  const differences = differencesOf(wanted, found.shape);
  if (differences.length > 0)
    return wrong(
      name,
      `It is not as this release needs it: ${differences.join("; ")}.`,
      "It is not altered, since there may be rows in it. A missing column or index is added in Tablestore's console; anything else needs another instance, or the table exported and deleted by you.",
    );
  if (found.unfinished.length > 0)
    return unknown(name, `${found.unfinished.join(", ")}: not yet filled with all rows.`, "Ask again in some minutes.");
  return ok(name, Object.keys(wanted).join(", "));
}

const rights =
  "If it was refused: the role of the doctor lacks ots:DescribeTable on the instance, or the instance's access list keeps functions out. Else look at the endpoint.";

/** In what a table is not as it is wanted, in words. */
export function differencesOf(wanted: Shape, found: Shape): readonly string[] {
  const parts = [...new Set([...Object.keys(wanted), ...Object.keys(found)])];
  return parts
    .filter((part) => wanted[part] !== found[part])
    .map((part) => `${part} is ${found[part] ?? "missing"}, wanted ${wanted[part] ?? "none"}`);
}

/** Whether rows can be read and written at all, so that what rests on them can be judged. */
export const areTablesRight = (seen: Seen): boolean =>
  tablesAsWanted.judge(seen).every(({ State }) => State !== "wrong");
