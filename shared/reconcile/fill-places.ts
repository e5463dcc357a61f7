import type { Control } from "../control/control.ts";
import type { Steering } from "../control/steering.ts";
import { type Entry, type Placed, scopesOf } from "../guards/limits.ts";
import { keepsPlace } from "../ledger/hooks-of-row.ts";
import { isInFlight } from "../ledger/in-flight.ts";
import { machinesOf } from "./machines-of.ts";
import { steer } from "./steer.ts";
import type { Run } from "./sweep.ts";

/**
 * So long after a change of the limits a walk may begin that fills them, milliseconds (RULES H4): by then whoever went by the
 * policy before has sent, or never will (a minute), and the index shows it.
 */
const fillAfterMs = 120_000;
type Holder = {
  readonly instanceId: string;
  readonly entry: { readonly operationId: string; readonly operation: string };
  /** True iff nothing is sent: a hook is asked about its machine, or has drained it. */
  readonly isForHook?: true;
};

/** So many get a place in one write: each is two columns, and Tablestore takes 1,024 in a write. */
const mostInWrite = 300;

/**
 * Gives a place to each operation that is in flight without one, past the limit if need be: a limit that comes into force
 * counts what already runs. Once a whole walk has found all of them, the limits are filled. Until then they let nothing
 * begin. Returns true iff each that this run has seen has a place now.
 */
export async function fillPlaces(run: Run, read: Steering, walkBeganMs: number | undefined): Promise<boolean> {
  const kinds = [...new Set(read.limits.map(({ per }) => per))];
  const isFilled = kinds.every((kind) => read.control.filled.includes(kind));
  const fills = !isFilled && walkBeganMs !== undefined && walkBeganMs >= (read.control.policy?.atMs ?? 0) + fillAfterMs;
  const holders = holdersIn(run).filter(
    ({ instanceId }) => !isFilled || read.control.entries[instanceId] === undefined,
  );
  if (kinds.length === 0 || (holders.length === 0 && !fills)) return true;
  const machines = await machinesOf(run, holders);
  let steering = await run.steerAnew();
  for (let from = 0; from === 0 || from < holders.length; from += mostInWrite) {
    const some = holders.slice(from, from + mostInWrite);
    const isLast = from + mostInWrite >= holders.length;
    const change = async (now: Steering): Promise<Control | undefined> => {
      const { control } = now;
      if (now.serial !== read.serial) return undefined; // the next run goes by the other policy
      const entries = { ...control.entries, ...added(run, now, some, machines) };
      return { ...control, rev: control.rev + 1, entries, filled: fills && isLast ? kinds : control.filled };
    };
    const made = await steer(run, steering, change);
    if (!made.isMade) return false;
    steering = made.steering;
  }
  run.report("places", `${holders.length} in flight have a place now${fills ? ", and all limits count" : ""}`);
  return true;
}

/** What may have an effect under way, an instance that is stopped for it, or one that a hook has drained, or is to drain. */
const holdersIn = ({ rows }: Run): Holder[] =>
  [...rows].flatMap(([instanceId, row]) => {
    const { current, hooks } = row;
    if (current !== undefined && isInFlight(current)) return { instanceId, entry: current };
    const [drained] = Object.entries(hooks).filter(([id]) => keepsPlace(row, id));
    return drained === undefined
      ? []
      : { instanceId, entry: { operationId: drained[0], operation: drained[1].operation }, isForHook: true };
  });

/** The entries of these instances: what one counts in under this policy is added to what it has. */
function added(
  run: Run,
  { control, limits }: Steering,
  holders: readonly Holder[],
  machines: ReadonlyMap<string, Placed>,
): Control["entries"] {
  return Object.fromEntries(
    holders.map(({ instanceId, entry: { operationId }, isForHook }): [string, Entry] => {
      const own = control.entries[instanceId];
      const { scopes = [] } = own ?? {};
      const all = [...new Set([...scopes, ...scopesOf(limits, machines.get(instanceId) ?? nowhere)])];
      // It was handed its place a moment ago, and is on its way by that mark.
      if (own !== undefined && isForHook && own.operationId === operationId && all.length === scopes.length)
        return [instanceId, own];
      return [instanceId, { operationId, scopes: all, mark: run.newId(), atMs: run.nowMs() }];
    }),
  );
}

/** A machine that the cloud does not list any more: its zone counts as unknown. */
const nowhere: Placed = { zone: undefined, tags: {} };
