import { approverOf } from "../control/asker.ts";
import type { Steering } from "../control/steering.ts";
import { yesesTo } from "../ledger/ask.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { VerbNeeds } from "./verb.ts";

/** The names behind the yeses to an operation, open or ended, that count; as the doors know them. */
export function yesesIn({ waiting, current, outcomes }: InstanceRow, operationId: string): readonly string[] {
  const stored = waiting[operationId] ?? (current?.operationId === operationId ? current : undefined);
  if (stored === undefined) return outcomes[operationId]?.asked?.approvedBy ?? [];
  const { ask, approvals = [] } = stored;
  return (ask === undefined ? approvals : yesesTo(ask, approvals)).map(({ by }) => by);
}

/** Names of doors, to names of people. */
export type People = Readonly<Record<string, string>>;

/** Each person once, in order. */
export const peopleOf = (names: readonly string[], people: People) => [
  ...new Set(names.map((name) => people[name] ?? name)),
];

/** Who is behind these yeses, by the policy of this moment. Whoever may not approve now goes by that name. */
export const peopleIn = (
  names: readonly string[],
  { principals }: Pick<VerbNeeds, "principals">,
  steering: Steering | undefined,
): People =>
  steering === undefined ? {} : Object.fromEntries(names.map((by) => [by, approverOf(by, principals, steering) ?? by]));

/** The same for a row that is shown: without a policy that can be read it is shown all the same, with the names of doors. */
export async function peopleBehind(names: readonly string[], needs: Pick<VerbNeeds, "principals" | "steering">) {
  if (names.length === 0) return {};
  return peopleIn(names, needs, await needs.steering().catch(() => undefined));
}
