import type { InstanceRow } from "../../shared/ledger/row.ts";
import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { World } from "./world.ts";

type Judgement = {
  readonly instanceId: string;
  readonly operationId: string;
  readonly verdict: "did-not-help" | "put-back";
};

/** What a person may say of what has ended: that it did not help, or that its machine is back, whatever the hook says. */
export const judgementsOn = ({ table }: World): readonly Judgement[] =>
  [...table.rows].flatMap(([instanceId, { row }]) => [
    ...Object.entries(row.outcomes).flatMap(([operationId, { state }]) =>
      state === "Succeeded" ? [{ instanceId, operationId, verdict: "did-not-help" as const }] : [],
    ),
    ...Object.entries(row.hooks).flatMap(([operationId, { owedSinceMs }]) =>
      owedSinceMs === undefined || isOpen(row, operationId)
        ? []
        : [{ instanceId, operationId, verdict: "put-back" as const }],
    ),
  ]);

const isOpen = ({ current, waiting }: InstanceRow, operationId: string) =>
  current?.operationId === operationId || waiting[operationId] !== undefined;

/** A person looks, puts the machine back by hand if that is what they say, and says so: one read, one decision, one write. */
export function startJudging(world: World, { instanceId, operationId, verdict }: Judgement): void {
  const worker = createWorker(world, "person");
  world.say(() => `${worker.name}  says ${verdict} of ${operationId.slice(0, 6)} on ${instanceId}`);
  if (verdict === "put-back") world.hooked.drained.delete(`${instanceId} ${operationId}`);
  const lookedAtMs = world.nowMs + worker.skewMs;
  const judged = { instanceId, operationId, verdict, lookedAtMs, by: worker.name, reason: "seen" };
  world.product.judgeEnded(ledgerNeeds(world, worker), judged).then(
    ({ kind }) => end(world, worker, () => world.say(() => `${worker.name}  ${verdict}: ${kind}`)),
    (error: unknown) =>
      end(world, worker, () => {
        world.say(() => `${worker.name}  gives up: ${String(error)}`);
        if (!(error instanceof world.product.StoreUnknown))
          world.violations.push(`unexpected: a person's judgement failed: ${String(error)}`);
      }),
  );
}
