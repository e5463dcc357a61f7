import { nameOf } from "../ledger/line.ts";
import { marked } from "../ledger/marked.ts";
import type { InstanceRow } from "../ledger/row.ts";
import type { Marking } from "../ledger/store.ts";
import type { Told } from "../ledger/told.ts";
import { toldAfter } from "./due.ts";
import { ofRow, type RowDue } from "./rows-due.ts";
import type { Sent, TellNeeds } from "./tell-needs.ts";

const groupSize = 8;

/** Writes what was told, row by row until `untilMs`, and returns how much was given up. A row that could not be written is told again. */
export async function markRows(needs: TellNeeds, due: readonly RowDue[], sent: Sent, untilMs: number): Promise<number> {
  let givenUp = 0;
  const changed = due.flatMap((one) => {
    const marking = markingOf(one, sent, needs.nowMs());
    return marking === undefined ? [] : [{ ...one, ...marking }];
  });
  for (let at = 0; at < changed.length && needs.nowMs() < untilMs; at += groupSize)
    await Promise.all(
      changed.slice(at, at + groupSize).map(async ({ instanceId, row, marking, givenUp: here }) => {
        if (await isMarked(needs, instanceId, row, marking)) givenUp += here;
      }),
    );
  return givenUp;
}

async function isMarked({ store, renew, report }: TellNeeds, instanceId: string, row: InstanceRow, marking: Marking) {
  try {
    const isApplied = (await store.markTold(instanceId, row, marking)) === "applied";
    renew(instanceId, (known) => (isApplied ? marked(known, row, marking) : undefined));
    return isApplied;
  } catch (error) {
    report(instanceId, "what was told is not written", error);
    return false;
  }
}

/** What the row is to keep, if that is not what it has. */
function markingOf({ instanceId, row, situations, sendings }: RowDue, sent: Sent, nowMs: number) {
  const after = situations.map((situation) => {
    const of = ofRow(instanceId, situation);
    const due = sendings.find((one) => one.of === of);
    return { situation, ...toldAfter(situation, row.told[situation.name], due, sent.get(of) ?? [], nowMs) };
  });
  const left = after.filter(({ told }) => told.left.length > 0).map(({ situation }) => situation.name);
  const done = Object.keys(row.untold).filter((name) => !left.includes(name));
  const now: Told = Object.fromEntries(after.map(({ situation, told }) => [situation.name, told]));
  const told = kept(row, now, left);
  if (done.length === 0 && JSON.stringify(told) === JSON.stringify(row.told)) return undefined;
  return { marking: { told, done }, givenUp: after.filter(({ isGivenUp }) => isGivenUp).length };
}

/** Of an operation that is open or whose machine is not put back, or that is still to be told. Of what is at work nothing may be to say: it keeps what it had. */
function kept(row: InstanceRow, now: Told, left: readonly string[]): Told {
  const { current, waiting, hooks, told } = row;
  const atWork = current === undefined ? [] : [current.operationId];
  const open = [...atWork, ...Object.keys(waiting), ...Object.keys(hooks)].map(nameOf);
  return Object.fromEntries(
    Object.entries({ ...told, ...now }).filter(([name]) => open.includes(name) || left.includes(name)),
  );
}
