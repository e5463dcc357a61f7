import { StoreUnknown } from "../ledger/store.ts";
import { mostRows, type Open, openRows } from "./open-rows.ts";
import type { VerbNeeds } from "./verb.ts";

/** The open rows, and sentences about what is not among them. */
type WhatIsOpen = { readonly rows: readonly Open[]; readonly warnings: readonly string[] };

/**
 * The open rows for who has just changed something: the change stands whatever becomes of this, so an unreadable ledger is a
 * warning. It knows nothing of the change.
 */
export async function whatIsOpen({ store }: Pick<VerbNeeds, "store">): Promise<WhatIsOpen> {
  const rows: Open[] = [];
  try {
    for await (const open of openRows(store)) if (rows.push(open) === mostRows) return { rows, warnings: [tooMany] };
    return { rows, warnings: [] };
  } catch (error) {
    if (error instanceof StoreUnknown) return { rows, warnings: [unreadable] };
    throw error;
  }
}

const tooMany = `More than ${mostRows} instances have something open: the rest is not counted here.`;
const unreadable = "The ledger cannot be read for now, so not all is counted here: ask operations.";
