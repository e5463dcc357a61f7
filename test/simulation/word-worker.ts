import { createWorker, end, ledgerNeeds } from "./worker.ts";
import type { World } from "./world.ts";

/** An operation that a person may have a word on, and what the word is. */
export type Word = { readonly instanceId: string; readonly operationId: string; readonly verb: Verb };

const verbs = ["approve", "deny", "cancel"] as const;
type Verb = (typeof verbs)[number];

/** Whatever is stored may be spoken of: what waits, and what is current, which may be past stopping. */
export const wordsOn = ({ table }: World): readonly Word[] =>
  [...table.rows].flatMap(([instanceId, { row }]) =>
    [...Object.keys(row.waiting), ...(row.current === undefined ? [] : [row.current.operationId])].flatMap(
      (operationId) => verbs.map((verb) => ({ instanceId, operationId, verb })),
    ),
  );

/** A person says yes or no: one read, one decision, one write. */
export function startWord(world: World, word: Word): void {
  const worker = createWorker(world, "person");
  world.say(() => `${worker.name}  wants to ${word.verb} ${word.operationId.slice(0, 6)} on ${word.instanceId}`);
  const needs = ledgerNeeds(world, worker);
  const { instanceId, operationId, verb } = word;
  const speak = async () => {
    const row = await needs.store.readInstance(instanceId);
    const request = { kind: verb, operationId, owner: needs.newId(), by: worker.name } as const;
    const { standing } = await world.product.advance(needs, instanceId, row, request, Number.POSITIVE_INFINITY);
    return standing?.is ?? "done";
  };
  speak().then(
    (said) => end(world, worker, () => world.say(() => `${worker.name}  ${verb}: ${said}`)),
    (error: unknown) =>
      end(world, worker, () => {
        world.say(() => `${worker.name}  gives up: ${String(error)}`);
        if (!(error instanceof world.product.StoreUnknown))
          world.violations.push(`unexpected: a person's word failed: ${String(error)}`);
      }),
  );
}
