import type { Fleets } from "../cloud/clouds.ts";
import type { Control, ControlStore } from "../control/control.ts";
import { readApplied } from "../control/read-applied.ts";
import { OpError } from "../errors.ts";
import type { Store } from "../ledger/store.ts";
import type { Scope } from "../ledger/token.ts";
import { type Difference, differencesOf } from "../policy/diff.ts";
import { hashOf } from "../policy/hash.ts";
import { needsFacts } from "../policy/needs-facts.ts";
import type { Policy } from "../policy/policy.ts";
import { starter } from "../policy/starter.ts";
import type { Machine } from "../remediation/machine.ts";
import { type Effects, effectsOf } from "./effects.ts";
import { type Listed, type Unsent, unsentIn } from "./unsent.ts";

export type PreviewNeeds = {
  readonly store: Pick<Store, "listOpen" | "readInstance">;
  readonly control: ControlStore;
  readonly fleets: Fleets;
  readonly scope: Scope;
  readonly nowMs: () => number;
  /** The pending events, as reconcile has listed them last, and sentences about what is missing. */
  readonly listed: () => Promise<{ readonly events: readonly Listed[]; readonly warnings: readonly string[] }>;
};

/** What a policy would change if it came in force. */
export type Preview = Effects & {
  readonly differences: readonly Difference[];
  /** False if the list of pending events is missing, old or in parts: what it lacks is not counted. */
  readonly isWhole: boolean;
  /** Sentences about what could not be read, and what that means for the numbers. */
  readonly warnings: readonly string[];
};

/** What waits and what is pending is counted for so long at most (invented). */
const countForMs = 12_000;

/**
 * What putting a policy in the place of the one in force would change. The policy in force is the one of the control row
 * that was read. Where nobody can read its text, or go by all of it, nothing is sent at present: it counts as one that only
 * observes.
 */
export async function previewOf(needs: PreviewNeeds, read: Control, after: Policy): Promise<Preview> {
  const untilMs = needs.nowMs() + countForMs;
  const { known, before, serial, warnings } = await presentOf(needs.control, read);
  const differences = differencesOf(known, after);
  if (serial !== undefined && hashOf(before) === hashOf(after))
    return { starts: [], ends: 0, asksAgain: 0, differences, isWhole: true, warnings };
  const listed = await needs.listed();
  const unsent = await unsentIn(needs, listed.events, untilMs);
  const facts = await machinesOf(needs.fleets, unsent, [before, after], untilMs);
  return {
    ...effectsOf(before, after, unsent, facts.machines, serial),
    differences,
    isWhole: listed.warnings.length === 0,
    warnings: [...warnings, ...listed.warnings, ...facts.warnings],
  };
}

/**
 * What is in force, and what is gone by at present: the starter, if this release cannot read it. Then there is no serial, since nothing is decided by it.
 */
async function presentOf(control: ControlStore, { policy }: Control) {
  const known = policy === undefined ? starter : await readApplied(control, policy);
  if (known === undefined) return { known: starter, before: starter, serial: undefined, warnings: [unreadable] };
  return { known, before: known, serial: policy?.serial ?? 0, warnings: [] };
}

const unreadable = "The policy in force cannot be read, so nothing is sent at present; compared is the starter.";
const unknownMachines =
  "The machines could not be read: whatever a rule may match by tags or zone is counted as if it matched.";

/** The machines of what was not sent, if a rule asks for them. Without them more is counted, and nothing is held up. */
async function machinesOf(fleets: Fleets, unsent: readonly Unsent[], policies: readonly Policy[], untilMs: number) {
  const isNeeded = policies.map(needsFacts).some(({ tags, zone }) => tags || zone);
  const idsOf = (product: Machine["product"]) => [
    ...new Set(unsent.filter((each) => each.product === product).map(({ instanceId }) => instanceId)),
  ];
  try {
    const found = await Promise.all([
      isNeeded ? fleets.ecs.readMachines(idsOf("ecs"), untilMs) : bare("ecs", idsOf("ecs")),
      bare("ens", idsOf("ens")), // a look reads no tags and no zone of them
    ]);
    return { machines: byId(found.flat()), warnings: [] };
  } catch (error) {
    if (!(error instanceof OpError)) throw error;
    return { machines: new Map<string, Machine>(), warnings: [unknownMachines] };
  }
}

/** Machines of which no rule asks more. */
const bare = (product: Machine["product"], ids: readonly string[]): readonly Machine[] =>
  ids.map((instanceId) => ({ product, instanceId, tags: {}, zone: undefined, hasLocalDisks: undefined }));

const byId = (machines: readonly Machine[]) => new Map(machines.map((machine) => [machine.instanceId, machine]));
