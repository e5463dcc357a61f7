import type { NoticesRow, StackTold } from "../control/notices-row.ts";
import type { Recipient } from "../policy/recipients.ts";
import type { Sending } from "./deliver.ts";
import { dueOf, toldAfter } from "./due.ts";
import type { Situation } from "./situation.ts";
import type { Sent } from "./tell-needs.ts";

const ofStack = ({ name }: Situation) => `stack ${name}`;

/** What is to be said of the stack now. */
export const stackDue = (
  situations: readonly Situation[],
  { stack }: NoticesRow,
  recipients: readonly Recipient[],
  nowMs: number,
): readonly Sending[] =>
  situations.flatMap((situation) => {
    const due = dueOf(situation, stack[situation.name]?.told, recipients, nowMs);
    return due === undefined ? [] : [{ ...due, of: ofStack(situation) }];
  });

/** These end something: once they are told there is nothing left to say of it. */
const endings: readonly string[] = ["resumed", "stormEnds"];

/** What the row is to keep of the stack. While the policy cannot be read nothing that it has is over. */
export function stackAfter(
  situations: readonly Situation[],
  { stack }: NoticesRow,
  due: readonly Sending[],
  sent: Sent,
  nowMs: number,
): { readonly told: NoticesRow["stack"]; readonly givenUp: number; readonly isSame: boolean } {
  let givenUp = 0;
  const told: Record<string, StackTold> = situations.some(({ name }) => name === "unreadable") ? { ...stack } : {};
  for (const situation of situations) {
    const { name, kind, facts } = situation;
    const of = ofStack(situation);
    const own = due.find((one) => one.of === of);
    const after = toldAfter(situation, stack[name]?.told, own, sent.get(of) ?? [], nowMs);
    givenUp += Number(after.isGivenUp);
    if (endings.includes(kind) && after.told.left.length === 0) delete told[name];
    else told[name] = { told: after.told, kind, facts };
  }
  const toldBefore = (of: NoticesRow["stack"]) =>
    JSON.stringify(
      Object.entries(of)
        .map(([name, one]) => [name, one.told])
        .sort(),
    );
  return { told, givenUp, isSame: toldBefore(told) === toldBefore(stack) };
}
