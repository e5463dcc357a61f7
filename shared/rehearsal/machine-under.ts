import { isDeepStrictEqual } from "node:util";
import { type Answered, tabledEvents } from "../policy/answered.ts";
import type { Policy } from "../policy/policy.ts";
import type { Machine } from "../remediation/machine.ts";
import type { Foreseen } from "./foresee.ts";
import { disksOf, mayBe } from "./may-be.ts";

/** What a policy would do about one kind of event on a machine. */
export type MachineRow = Pick<Answered, "type" | "status"> &
  Foreseen & {
    /** Set where local disks decide, and it is not known whether the machine has any: this row is for one of both. */
    readonly ifLocalDisks?: boolean;
  };

/**
 * What a policy would do about every event that a document answers or the policy corrects, on this machine; pure.
 */
export const machineUnder = (policy: Policy, machine: Machine): readonly MachineRow[] =>
  tabledEvents(policy.disputes)
    .filter(({ product }) => product === machine.product)
    .flatMap((event) => rowsFor(policy, machine, event));

/** One row if local disks make no difference, else one with them and one without. */
function rowsFor(policy: Policy, machine: Machine, { product, type, status }: Answered): readonly MachineRow[] {
  const notice = { product, instanceId: machine.instanceId, eventId: anyEvent, type, status };
  const rows = disksOf(machine).flatMap((hasLocalDisks) =>
    mayBe(policy, notice, machine, hasLocalDisks).map(({ holds: _, fails: __, ...foreseen }) => ({
      row: { type, status, ...foreseen },
      hasLocalDisks,
    })),
  );
  const [first] = rows;
  if (first !== undefined && rows.every(({ row }) => isSameRow(row, first.row))) return [first.row];
  return rows.map(({ row, hasLocalDisks }) => ({ ...row, ifLocalDisks: hasLocalDisks }));
}

/** Stands where an input names the event that it answers. */
const anyEvent = "<event>";

/** The words may differ where what is done does not. */
const isSameRow = ({ why: _, planned: one, ...a }: MachineRow, { why: __, planned: other, ...b }: MachineRow) =>
  one?.operation === other?.operation && isDeepStrictEqual(one?.input, other?.input) && isDeepStrictEqual(a, b);
