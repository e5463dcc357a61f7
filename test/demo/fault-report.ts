import type { Call } from "../cloud/core/calls.ts";
import type { Scene } from "./scenes.ts";
import { isSend, lastWritten, takenOf } from "./wire.ts";

/** What came of the scenes in which something goes wrong, each on a machine of its own. */
export type Faults = {
  readonly scenes: readonly Scene[];
  readonly calls: readonly Call[];
  readonly deliveries: number;
};

/** What the wire log says of them: for programs, for people, and what was not as it had to be. */
export function faultReport({ scenes, calls, deliveries }: Faults) {
  const redeployCalls = takenOf(
    calls,
    scenes.map(({ instanceId }) => instanceId),
  );
  const standing = scenes.map(({ instanceId: id, operation }) => ({
    id,
    operation,
    redeploys: redeployCalls[id] ?? 0,
    row: lastWritten(calls, id),
  }));
  const inDoubt = standing.filter(({ row }) => row === "Sending").map(({ id }) => id);
  const waiting = standing.filter(({ row }) => row === "Waiting").map(({ id }) => id);
  const suppressed = deliveries - calls.filter(isSend).length;
  const isForgotten = ({ id, redeploys }: { readonly id: string; readonly redeploys: number }) =>
    redeploys === 0 && ![...inDoubt, ...waiting].includes(id);
  return {
    summary: { deliveries, redeployCalls, suppressed, inDoubt, waiting },
    lines:
      scenes.length === 0
        ? []
        : [
            `${deliveries} deliveries and calls, ${suppressed} of them sent nothing`,
            ...standing.map(
              ({ id, operation, redeploys, row }) =>
                `${id}: ${operation} taken ${redeploys} time(s); ledger: ${named(row)}`,
            ),
          ],
    problems: [
      ...standing
        .filter(({ redeploys }) => redeploys > 1)
        .map(({ id, operation }) => `${id}: ${operation} was done twice`),
      ...standing.filter(isForgotten).map(({ id }) => `${id} was forgotten`),
    ],
  };
}

const named = (row: string | undefined) =>
  row === "Sending" ? "in doubt, kept until the evidence decides" : String(row);
