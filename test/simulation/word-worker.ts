import type { InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import type { Loss } from "../../shared/loss.ts";
import { approver, forger } from "./rules.ts";
import { createWorker, end, fingerprintKey, ledgerNeeds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** An operation that a person may have a word on, and what the word is. */
export type Word = { readonly instanceId: string; readonly operationId: string; readonly verb: Verb };

const verbs = ["approve", "deny", "cancel"] as const;
type Verb = (typeof verbs)[number] | "forge";

/**
 * Whatever is stored may be spoken of: what waits, and what is current, which may be past stopping. A yes may be forged by
 * who may write rows and has no key; tapes count from the front, so these come last.
 */
export const wordsOn = ({ table }: World): readonly Word[] => {
  const spokenOf = [...table.rows].flatMap(([instanceId, { row }]) =>
    [...Object.keys(row.waiting), ...(row.current === undefined ? [] : [row.current.operationId])].map(
      (operationId) => ({ instanceId, operationId }),
    ),
  );
  const said = spokenOf.flatMap((on) => verbs.map((verb) => ({ ...on, verb })));
  return [...said, ...spokenOf.map((on) => ({ ...on, verb: "forge" as const }))];
};

/** A person says yes or no: one read, one decision, one write. */
export function startWord(world: World, word: Word): void {
  const worker = createWorker(world, "person");
  world.say(() => `${worker.name}  wants to ${word.verb} ${word.operationId.slice(0, 6)} on ${word.instanceId}`);
  const needs = ledgerNeeds(world, worker);
  const { instanceId, operationId, verb } = word;
  const speak = async () => {
    const row = await needs.store.readInstance(instanceId);
    const request = { ...wordOf(world, worker, word, row), operationId, owner: needs.newId() };
    const { standing } = await world.product.advance(needs, instanceId, row, request, Number.POSITIVE_INFINITY);
    return standing?.kind ?? "done";
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

/** A yes is sealed over what was read. A forged one is nobody's and has the seal of another consent. */
function wordOf(world: World, { name }: Worker, { operationId, verb }: Word, row: InstanceRow | undefined) {
  switch (verb) {
    case "approve":
      return { kind: verb, by: approver, ...sealed(world, approver, shownIn(row, operationId)) };
    case "forge":
      return { kind: "approve", by: forger, ...sealed(world, forger, undefined), to: everyLoss } as const;
    default:
      return { kind: verb, by: name };
  }
}

type Shown = Pick<Waiting, "operationId" | "operation" | "input"> & Partial<Pick<Waiting, "wait">>;

const shownIn = (row: InstanceRow | undefined, operationId: string) =>
  row?.waiting[operationId] ?? (row?.current?.operationId === operationId ? row.current : undefined);

/** What was shown is agreed to. Whoever saw the operation while it was claimed agrees to all that it may lose. */
const sealed = ({ product }: World, consentBy: string, shown: Shown | undefined) => {
  const {
    operationId,
    operation,
    input,
    wait = { losses: everyLoss },
  } = shown ?? { operationId: "", operation: "", input: {} };
  const to = wait.losses ?? [];
  return { to, seal: product.sealOf(fingerprintKey, { operationId, operation, input, consentBy, consentTo: to }) };
};

const everyLoss = ["localDisks", "unsavedMemory", "systemDisk"] satisfies Loss[];
