import type { InstanceRow } from "../../shared/ledger/row.ts";
import type { Store } from "../../shared/ledger/store.ts";
import type { Trips } from "./side.ts";

/** The ledger's store in memory. It keeps references, as the other side's does: serialisation is in neither figure. */
export function createMemoryStore(trips: Trips): Store {
  const rows = new Map<string, InstanceRow>();
  return {
    readInstance: async (instanceId) => {
      trips.count++;
      return rows.get(instanceId);
    },
    writeInstance: async (instanceId, before, next) => {
      trips.count++;
      const stored = rows.get(instanceId);
      if (stored?.epoch !== before?.epoch || stored?.beside !== before?.beside) return "refused";
      rows.set(instanceId, next);
      return "applied";
    },
    listOpen: notUsed,
    listUntold: notUsed,
    markTold: notUsed,
    bindToken: notUsed,
    readToken: notUsed,
  };
}

const notUsed = () => Promise.reject(new Error("A delivery of an event makes no such store call"));
