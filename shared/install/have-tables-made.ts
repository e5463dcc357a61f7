import { controlRow } from "../doctor/check-steering.ts";
import { tablesAsWanted } from "../doctor/check-tables.ts";
import type { Ports } from "./ports.ts";
import { Unusable } from "./unusable.ts";

/**
 * Has the stack's function doctor make the tables that are missing, and the row that steers the stack, without a right to act. It
 * alters nothing. Throws `Unusable` for what it leaves as it is, in its own words. Nothing else that it finds counts yet: not all is there.
 */
export async function haveTablesMade({ askDoctor }: Pick<Ports, "askDoctor">): Promise<void> {
  const { Findings } = await askDoctor({ Create: true, Notices: false });
  const wrong = Findings.filter(({ Check, State }) => State === "wrong" && isOfLedger(Check));
  if (wrong.length > 0)
    throw new Unusable(wrong.map(({ Check, Found, Mend = "" }) => `${Check}: ${Found} ${Mend}`).join(" "));
}

const isOfLedger = (line: string) => line === controlRow.name || line.startsWith(`${tablesAsWanted.name} `);
