import type { Policy } from "../policy/policy.ts";
import type { Machine } from "../remediation/machine.ts";
import type { Fate } from "./foresee.ts";
import type { HookUnder } from "./hook-under.ts";
import { disksOf } from "./may-be.ts";
import { isSame, isSamePlan, type Pair, pairsOf } from "./pairs.ts";
import type { Unsent } from "./unsent.ts";

/** What a new policy changes for what was not sent yet. */
export type Effects = {
  /** An operation begins that does not begin now. */
  readonly starts: readonly Started[];
  /** Something that is answered now, by itself or once people agree, is not any more. */
  readonly ends: number;
  /** People are asked who are not asked now, or about something else than now. */
  readonly asksAgain: number;
};

/** What begins, and by which rule; and the owner's hook around it. */
type Started = Pick<Unsent, "instanceId" | "eventId"> & {
  readonly rule: string;
  readonly operation: string;
  readonly hook?: HookUnder;
};

/**
 * What putting `after` in the place of `before` changes; pure. What is not known of a machine or an event may be anything:
 * it counts as whatever it may be, so that no start is missed, and one event may count twice. `serial`: of the policy in
 * force; undefined if nothing goes by it at present.
 */
export function effectsOf(
  before: Policy,
  after: Policy,
  unsent: readonly Unsent[],
  machines: ReadonlyMap<string, Machine>,
  serial: number | undefined,
): Effects {
  const changes = unsent.map((each) => changesOf(before, after, each, machines.get(each.instanceId), serial));
  return {
    starts: changes.flatMap(({ start }) => start ?? []),
    ends: changes.filter(({ ends }) => ends).length,
    asksAgain: changes.filter(({ asksAgain }) => asksAgain).length,
  };
}

function changesOf(
  before: Policy,
  after: Policy,
  unsent: Unsent,
  machine: Machine | undefined,
  serial: number | undefined,
) {
  const pairs = disksOf(machine).flatMap((hasLocalDisks) =>
    pairsOf(before, after, unsent, machine, hasLocalDisks, serial),
  );
  const start = pairs.find(isStart);
  return {
    start: start && startedBy(unsent, start.next),
    ends: pairs.some(({ now, next }) => isAnswer(now.fate) && !isAnswer(next.fate)),
    asksAgain: pairs.some(({ now, next }) => next.fate === "asked" && (now.fate !== "asked" || !isSame(now, next))),
  };
}

const startedBy = ({ instanceId, eventId }: Unsent, { rule, planned, hook }: Pair["next"]): Started => ({
  ...{ instanceId, eventId, rule, operation: planned?.operation ?? "" },
  ...(hook && { hook }),
});

const isAnswer = (fate: Fate) => fate === "acted" || fate === "asked";

/** Another operation, or the same with another input, is a start too: nobody has seen it begin. */
const isStart = ({ now, next }: Pair) => next.fate === "acted" && (now.fate !== "acted" || !isSamePlan(now, next));
