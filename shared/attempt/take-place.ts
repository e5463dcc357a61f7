import type { ControlStore } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import type { Hold } from "../guards/hold.ts";
import { scopesOf } from "../guards/limits.ts";
import { withEntry } from "../guards/with-entry.ts";
import { StoreUnknown } from "../ledger/store.ts";
import { type Beginning, heldAfterLook, heldByLimits } from "./held-back.ts";

type Needs = {
  readonly control: Pick<ControlStore, "writeControl" | "takeUp">;
  readonly nowMs: () => number;
  readonly newId: () => string;
};

/** Why there is no place; where it would count, and when the platform acts by itself (epoch milliseconds). */
type NoPlace = { readonly hold: Hold; readonly scopes: readonly string[]; readonly deadlineMs: number | undefined };

/**
 * Takes a place for an operation among those in flight, in one write of the control row. An instance that has a place keeps
 * it, and that is a write too: else who frees it at this moment would free what is about to be sent. `refused`: somebody has
 * changed the row since it was read, or nobody knows whether this write was applied. Without limits there are no places.
 *
 * Who has been handed a place, and counts as it did, rests on that place alone: of eight that are handed one in the same
 * moment, none waits for another. What is limited by the hour is judged on the whole row.
 */
export async function takePlace(
  beginning: Beginning & { readonly operationId: string },
  steering: Steering,
  { control, nowMs, newId }: Needs,
): Promise<"taken" | "refused" | NoPlace> {
  const { command, operationId, facts, event } = beginning;
  const { limits } = steering;
  const scopes = scopesOf(limits, { zone: facts.instance?.zoneId, tags: facts.instance?.tags ?? {} });
  const wanted = { instanceId: command.instanceId, operationId, scopes };
  const aboutPlace = { instanceId: command.instanceId, isDrained: beginning.isDrained };
  const hold = heldAfterLook(beginning, steering, nowMs()) ?? heldByLimits(aboutPlace, steering, wanted, nowMs());
  if (hold !== undefined) return { hold, scopes, deadlineMs: event?.notBeforeMs };
  if (limits.length === 0) return "taken";
  const entry = { operationId, scopes, mark: newId(), atMs: nowMs() };
  try {
    const mark = ownMark(steering, wanted);
    const written =
      mark === undefined
        ? await control.writeControl(steering.control, withEntry(steering.control, command.instanceId, entry, limits))
        : await control.takeUp(command.instanceId, mark, entry);
    return written === "applied" ? "taken" : "refused";
  } catch (error) {
    if (error instanceof StoreUnknown) return "refused"; // the next try finds the instance's own entry, or writes it
    throw error;
  }
}

type Wanted = { readonly instanceId: string; readonly operationId: string; readonly scopes: readonly string[] };

/** The mark of the operation's own place, if to take it up changes nothing of what is counted. */
function ownMark({ control, limits }: Steering, { instanceId, operationId, scopes }: Wanted): string | undefined {
  const own = control.entries[instanceId];
  const isSame = own?.operationId === operationId && own.scopes.join() === scopes.join();
  return isSame && limits.every(({ perHour }) => perHour === undefined) ? own.mark : undefined;
}
