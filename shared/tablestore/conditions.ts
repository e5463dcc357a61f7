import TableStore from "tablestore";
import type { InstanceRow } from "../ledger/row.ts";

const { ComparatorType, CompositeCondition, Condition, LogicalOperator, Long, SingleColumnCondition } = TableStore;
const Expect = TableStore.RowExistenceExpectation;

/** What a write rests on: Tablestore applies it only while this holds. */
export type RowCondition = InstanceType<typeof Condition>;

export const whileAbsent = () => new Condition(Expect.EXPECT_NOT_EXIST, null);

/** None: the write is applied whether there is a row or not. */
export const whatever = () => new Condition(Expect.IGNORE, null);

/** The row is as it was read: no write since, of either kind. A row that nothing was written beside has no counter. */
export function whileVersion({ epoch, beside }: Pick<InstanceRow, "epoch" | "beside">) {
  const version = new CompositeCondition(LogicalOperator.AND);
  version.addSubCondition(equals("epoch", epoch));
  version.addSubCondition(equals("beside", beside, beside === 0));
  return new Condition(Expect.EXPECT_EXIST, version);
}

/** Nobody has told people of it since it was read, and, if `isWhole`, there is nothing new to tell. */
export function whileTold({ tells, news }: Pick<InstanceRow, "tells" | "news">, isWhole: boolean) {
  const isSame = equals("tells", tells, tells === 0);
  if (!isWhole) return new Condition(Expect.EXPECT_EXIST, isSame);
  const both = new CompositeCondition(LogicalOperator.AND);
  both.addSubCondition(isSame);
  both.addSubCondition(equals("news", news, news === 0));
  return new Condition(Expect.EXPECT_EXIST, both);
}

/** `passIfMissing` defaults to true in the SDK: a condition on a missing column would hold. */
const equals = (column: string, value: number, passIfMissing = false) =>
  new SingleColumnCondition(column, Long.fromNumber(value), ComparatorType.EQUAL, passIfMissing, true);

/** A text column is as it was read; a row without it is not. */
export const whileText = (column: string, text: string) =>
  new Condition(Expect.EXPECT_EXIST, new SingleColumnCondition(column, text, ComparatorType.EQUAL, false, true));

/** There is no such row, or its text column is this very text. */
export const unlessText = (column: string, text: string) =>
  new Condition(Expect.IGNORE, new SingleColumnCondition(column, text, ComparatorType.EQUAL, true, true));

/** There is no such row, or it has come by this very body and has no word: one that was stored is not written over. */
export function unlessSaid(bodyHash: string) {
  const both = new CompositeCondition(LogicalOperator.AND);
  both.addSubCondition(new SingleColumnCondition("bodyHash", bodyHash, ComparatorType.EQUAL, true, true));
  both.addSubCondition(new SingleColumnCondition("word", "", ComparatorType.EQUAL, true, true));
  return new Condition(Expect.IGNORE, both);
}

/** There is no such row, or its number is smaller. */
export const whileUnder = (column: string, value: number) =>
  new Condition(
    Expect.IGNORE,
    new SingleColumnCondition(column, Long.fromNumber(value), ComparatorType.LESS_THAN, true, true),
  );

/** The control row is as it was read. */
export const whileRev = (rev: number) => new Condition(Expect.EXPECT_EXIST, equals("rev", rev));
