import type { Steering } from "../control/steering.ts";
import { subjectOf } from "../control/subject-of.ts";
import { type Verdict, verdictOn } from "../control/verdict.ts";
import { lastMomentFor } from "../guards/last-moment.ts";
import type { Found } from "../ledger/change.ts";
import { isPlan } from "../ledger/decide-look.ts";
import type { Waiting } from "../ledger/row.ts";
import { isUnlisted } from "../ledger/unlisted.ts";
import type { PendingEvent } from "../remediation/answerable.ts";

/**
 * What a list of pending events says of an entry whose event it has; pure. The list does not know the machine: neither its
 * disks nor its tags. Undefined if the plan depends on them: then a look at the machine has to decide. For example: a
 * planned reboot is a reboot of a machine with local disks, and a redeploy of any other.
 */
export function foundIn(seen: Waiting, event: PendingEvent, product: string, steering: Steering): Found | undefined {
  const listed = { kind: "listed", ...dueOf(event, steering), serial: steering.serial, mode: undefined } as const;
  if (event.simulated) return { ...listed, plan: undefined };
  const [one, other] = [false, true].map((hasLocalDisks) => {
    const facts = { instance: undefined, events: [], hasLocalDisks };
    return verdictOn(subjectOf(product, event.instanceId, event, facts), steering);
  });
  if (!steering.needsFacts && one !== undefined && other !== undefined && isSame(one, other))
    return { ...listed, plan: one.planned, mode: one.mode, ruled: one.ruled };
  if (!isUnlisted(seen)) return undefined;
  const { operation, input, reason } = seen; // it is listed now, so its own function plans it
  return { ...listed, plan: { operation, input, reason } };
}

/** When the platform acts by itself, and until when anything is begun before. */
export const dueOf = (event: Pick<PendingEvent, "type" | "notBeforeMs">, steering: Steering) => ({
  dueMs: event.notBeforeMs,
  lastMs: lastMomentFor(event, steering),
});

const isSame = ({ planned: one }: Verdict, { planned: other }: Verdict) =>
  one === undefined || other === undefined ? one === other : isPlan(one, other);
