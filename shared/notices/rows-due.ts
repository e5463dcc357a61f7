import type { Bounds } from "../bounds.ts";
import type { Steering } from "../control/steering.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { Recipient } from "../policy/recipients.ts";
import { identityOf } from "../principal.ts";
import type { PendingEvent } from "../remediation/answerable.ts";
import type { Sending } from "./deliver.ts";
import { dueOf } from "./due.ts";
import type { Situation } from "./situation.ts";
import { situationsOf } from "./situations-of-row.ts";

/** A row, what people are to know of it, and what is to be said of that now. */
export type RowDue = {
  readonly instanceId: string;
  readonly row: InstanceRow;
  readonly situations: readonly Situation[];
  readonly sendings: readonly Sending[];
};

type Needs = {
  readonly events: readonly PendingEvent[];
  readonly bounds: Bounds;
  readonly steering: Pick<Steering, "guardBandMs" | "whoIs" | "approvers"> | undefined;
  readonly nowMs: () => number;
};

/** How many questions are open on these rows. */
export const asksOn = (rows: Iterable<InstanceRow>): number =>
  [...rows].flatMap(({ waiting }) => Object.values(waiting)).filter(({ wait }) => wait.for === "approval").length;

/** What is to be said of these rows now. `asks`: how many questions are open, on these and others. */
export function rowsDue(
  { events, bounds, steering, nowMs }: Needs,
  rows: ReadonlyMap<string, InstanceRow>,
  recipients: readonly Recipient[],
  asks: number,
): readonly RowDue[] {
  const due = new Map(events.map(({ eventId, notBeforeMs }) => [eventId, notBeforeMs]));
  const known = {
    ...{ bounds, asks, guardBandMs: steering?.guardBandMs, approvers: steering?.approvers },
    dueMsOf: (eventId: string) => due.get(eventId),
    personOf: (name: string) => steering?.whoIs(identityOf(name))?.name ?? name,
  };
  return [...rows].map(([instanceId, row]) => {
    const situations = situationsOf(instanceId, row, known, nowMs());
    const sendings = situations.flatMap((situation) => {
      const one = dueOf(situation, row.told[situation.name], recipients, nowMs());
      return one === undefined ? [] : [{ ...one, of: ofRow(instanceId, situation) }];
    });
    return { instanceId, row, situations, sendings };
  });
}

/** Names a message among those of a run. */
export const ofRow = (instanceId: string, { name }: Situation) => `${instanceId} ${name}`;
