import { nothingAnswers, observed } from "../ledger/progress.ts";
import { notListed } from "../ledger/transition.ts";
import type { Foreseen } from "./foresee.ts";
import type { Possible } from "./may-be.ts";
import type { Unsent } from "./unsent.ts";

/** How a policy stands to an event, as far as it is known. */
export type Stand = Pick<Possible, "fate" | "holds" | "fails"> & Partial<Pick<Foreseen, "planned" | "rule">>;

/**
 * How something stands that waits, by what it waits for; undefined if that does not say. `serial`: of the policy in force, if
 * something goes by it. What waits for something else acts only by the word of that policy. Pure.
 */
export function storedStand(entry: Unsent["entry"], serial: number | undefined): Stand | undefined {
  if (entry?.wait === undefined) return undefined;
  const { for: what, code } = entry.wait;
  if (what === "operation" || code === notListed) return undefined; // no policy was asked yet
  if (code === observed(0).code) return { ...whatever, fate: "observed" };
  if (code === nothingAnswers(0).code) return { ...whatever, fate: "leftAlone" };
  if (what === "approval") return { ...whatever, fate: "asked", planned: entry };
  return serial !== undefined && entry.plan?.policy === serial
    ? { ...whatever, fate: "acted", planned: entry }
    : undefined;
}

/** It takes nothing for granted of the machine. */
const whatever = { holds: [], fails: [] } as const;
