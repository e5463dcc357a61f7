import { tabledEvents } from "../policy/answered.ts";
import type { Policy } from "../policy/policy.ts";
import { type PastEvent, pendingStatuses } from "../remediation/answerable.ts";
import type { Machine } from "../remediation/machine.ts";
import type { Fate, Foreseen } from "./foresee.ts";
import { mayBe } from "./may-be.ts";

/** What a policy would have done about one past event. */
export type PastRow = PastEvent &
  Pick<Foreseen, "rule" | "fate" | "planned" | "mayLose" | "loses" | "why"> & {
    /** The status in which it was judged. */
    readonly judgedIn: string;
    /** Set if the machine may have local disks, and with them it would have been otherwise. */
    readonly ifLocalDisks?: Fate;
    /** True iff the machine is not listed any more: its tags and its zone are not known, and no rule that asks for them matches. */
    readonly isGone: boolean;
  };

export type HistoryUnder = {
  /** Without drills. */
  readonly events: number;
  /** How many were of machines that are not listed any more. */
  readonly gone: number;
  readonly rules: readonly (Readonly<Record<Fate, number>> & { readonly rule: string })[];
  /** The newest first. */
  readonly rows: readonly PastRow[];
};

export type Past = PastEvent & { readonly product: Machine["product"] };

/**
 * What a policy would have done about past events, on the machines as they are now; pure. An event that is over is listed
 * with its last status alone. It is judged as it stood when it asked for something: in the first of Scheduled, Inquiring
 * and Executing in which something answers it (invented).
 */
export function historyUnder(
  policy: Policy,
  past: readonly Past[],
  machines: ReadonlyMap<string, Machine>,
): HistoryUnder {
  const rows = past
    .filter(({ simulated }) => !simulated)
    .map((event) => rowFor(policy, event, machines.get(event.instanceId)))
    .sort((a, b) => (b.publishedAtMs ?? 0) - (a.publishedAtMs ?? 0));
  const count = (rule: string, fate: Fate) => rows.filter((row) => row.rule === rule && row.fate === fate).length;
  return {
    events: rows.length,
    gone: rows.filter(({ isGone }) => isGone).length,
    rules: policy.rules.map(({ name: rule }) => ({
      rule,
      acted: count(rule, "acted"),
      asked: count(rule, "asked"),
      observed: count(rule, "observed"),
      leftAlone: count(rule, "leftAlone"),
    })),
    rows,
  };
}

function rowFor(policy: Policy, event: Past, machine: Machine | undefined): PastRow {
  const status = statusOf(policy, event);
  const judged = (hasLocalDisks: boolean) => mayBe(policy, { ...event, status }, machine ?? unknown, hasLocalDisks)[0];
  const has = machine?.hasLocalDisks;
  const foreseen = judged(has ?? false);
  if (foreseen === undefined) throw new Error("A known machine has one fate.");
  const { rule, fate, planned, mayLose, loses, why } = foreseen;
  const other = has === undefined ? judged(true)?.fate : fate;
  return {
    ...event,
    ...{ rule, fate, planned, mayLose, loses, why },
    judgedIn: status,
    ...(other !== undefined && other !== fate && { ifLocalDisks: other }),
    isGone: machine === undefined,
  };
}

const unknown = { tags: {}, zone: undefined };

/** Those that say so first: a notice of what is planned comes as Scheduled. */
const inOrder = ["Scheduled", "Inquiring", "Executing"];

function statusOf({ disputes }: Policy, { product, type, status }: Past): string {
  if (pendingStatuses.includes(status)) return status;
  const known = tabledEvents(disputes).filter((event) => event.product === product && event.type === type);
  return inOrder.find((each) => known.some((event) => event.status === each)) ?? "Scheduled";
}
