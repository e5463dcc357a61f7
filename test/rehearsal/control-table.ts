import type { Applied, Control, ControlStore } from "../../shared/control/control.ts";
import { StoreUnknown } from "../../shared/ledger/store.ts";
import { textOf } from "../acting-by.ts";
import { installed } from "../installed.ts";

/** A control table in memory: its rows, and what went wrong with the next write of the control row. */
export function createControlTable() {
  const texts = new Map<string, string>();
  const past = new Map<number, Applied>();
  let control: Control = installed;
  let lost: "before" | "after" | undefined;
  const create = <K, V>(rows: Map<K, V>, key: K, value: V) => {
    if (rows.has(key)) return "refused" as const;
    rows.set(key, value);
    return "applied" as const;
  };
  const store: ControlStore = {
    readControl: async () => control,
    writeControl: async (before, next) => {
      const fate = lost;
      lost = undefined;
      if (fate === "before") throw new StoreUnknown("no answer");
      if (before.rev !== control.rev) return "refused";
      control = next;
      if (fate === "after") throw new StoreUnknown("no answer");
      return "applied";
    },
    takeUp: async () => "refused",
    removeEntry: async () => "refused",
    readText: async (hash) => texts.get(hash),
    writeText: async (hash, text) => create(texts, hash, text),
    readPast: async (serial) => past.get(serial),
    writePast: async (applied) => create(past, applied.serial, applied),
  };
  return {
    ...{ store, texts, past },
    active: () => control.policy,
    /** What happens if somebody deletes the control row and `redeploy-once doctor --create` makes another one. */
    makeAnew: () => {
      control = installed;
    },
    /** The answer to the next write of the control row is lost, before or after it is done. */
    loseNext: (when: "before" | "after") => {
      lost = when;
    },
  };
}

/** What an owner says with a policy. */
export const saying = (policy: object, why = "a test", atMs = 1) => ({ ...textOf(policy), by: "lin", why, atMs });
