import type { InstanceRow, Waiting } from "../../shared/ledger/row.ts";
import type { Loss } from "../../shared/loss.ts";
import { minuteMs } from "./cloud.ts";
import { contentOf } from "./consents.ts";
import { approver, forger, otherDoor, second } from "./rules.ts";
import { createWorker, end, fingerprintKey, ledgerNeeds } from "./worker.ts";
import type { Worker, World } from "./world.ts";

/** An operation that a person may have a word on, and what the word is. */
export type Word = { readonly instanceId: string; readonly operationId: string; readonly verb: Verb };

const verbs = ["approve", "deny", "cancel"] as const;
/** A yes of another approver, of the first one by another door, and of whoever comes by the function's own access control. */
const laterVerbs = ["second", "other door", "ram", "postpone"] as const;
type Verb = (typeof verbs)[number] | "forge" | (typeof laterVerbs)[number];

/**
 * Whatever is stored may be spoken of: what waits, and what is current, which may be past stopping. A yes may be forged by
 * who may write rows and has no key; tapes count from the front, so what came later comes last.
 */
export const wordsOn = ({ table }: World): readonly Word[] => {
  const spokenOf = [...table.rows].flatMap(([instanceId, { row }]) =>
    [...Object.keys(row.waiting), ...(row.current === undefined ? [] : [row.current.operationId])].map(
      (operationId) => ({ instanceId, operationId }),
    ),
  );
  const said = spokenOf.flatMap((on) => verbs.map((verb) => ({ ...on, verb })));
  const forged = spokenOf.map((on) => ({ ...on, verb: "forge" as const }));
  return [...said, ...forged, ...spokenOf.flatMap((on) => laterVerbs.map((verb) => ({ ...on, verb })))];
};

/** A person says yes, no, or later: one read, one decision, one write. */
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

/** Who says yes by which verb. */
const yesBy: Readonly<Partial<Record<Verb, string>>> = {
  approve: approver,
  second,
  "other door": otherDoor,
  ram: "ram",
};

/** So long a person puts something off, milliseconds. */
const laterMs = 120 * minuteMs;

/** A yes is sealed over what was read. A forged one is nobody's and has the seal of another consent. */
function wordOf(world: World, worker: Worker, word: Word, row: InstanceRow | undefined) {
  const { verb, operationId, instanceId } = word;
  const atMs = world.nowMs + worker.skewMs;
  const shown = shownIn(row, operationId);
  const ask = world.product.idOfAsk(shown?.ask ?? { number: 0, shown: "" });
  const by = yesBy[verb];
  if (by !== undefined) {
    if (shown?.ask !== undefined)
      world.history.said.push({
        ...{ instanceId, operationId, by, shown: shown.ask.shown, disks: shown.ask.disks },
        content: contentOf(shown),
      });
    return {
      kind: "approve",
      ask,
      people,
      approval: sealed(world, { by, atMs, shown: shown?.ask?.shown }, shown),
    } as const;
  }
  switch (verb) {
    case "forge":
      return {
        kind: "approve",
        ...{ ask, people },
        approval: { ...sealed(world, { by: forger, atMs, to: everyLoss }, undefined), shown: shown?.ask?.shown },
      } as const;
    case "postpone":
      return { kind: verb, by: approver, untilMs: atMs + laterMs } as const;
    case "deny":
      return { kind: verb, by: worker.name, ask } as const;
    default:
      return { kind: "cancel", by: worker.name } as const;
  }
}

/** Who is behind which principal. */
const people = { [otherDoor]: approver };

type Shown = Pick<Waiting, "operationId" | "operation" | "input" | "ask">;

const shownIn = (row: InstanceRow | undefined, operationId: string): Shown | undefined =>
  row?.waiting[operationId] ?? (row?.current?.operationId === operationId ? row.current : undefined);

type Said = { readonly by: string; readonly atMs: number; readonly shown?: string | undefined; readonly to?: Loss[] };

function sealed({ product }: World, { shown: hash, ...said }: Said, shown: Shown | undefined) {
  const { operationId, operation, input } = shown ?? { operationId: "", operation: "", input: {} };
  const yes = { ...said, ...(hash !== undefined && { shown: hash }) };
  return { ...yes, seal: product.sealOf(fingerprintKey, { operationId, operation, input }, yes) };
}

const everyLoss = ["localDisks", "unsavedMemory", "systemDisk"] satisfies Loss[];
