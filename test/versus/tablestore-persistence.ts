import { IdempotencyItemAlreadyExistsError, IdempotencyItemNotFoundError } from "@aws-lambda-powertools/idempotency";
import { BasePersistenceLayer, IdempotencyRecord } from "@aws-lambda-powertools/idempotency/persistence";
import TableStore from "tablestore";
import { connect, otsCodeOf } from "../../shared/tablestore/client.ts";
import type { FcContext } from "./redeploy.ts";

const { ComparatorType, CompositeCondition, Condition, LogicalOperator, Long, SingleColumnCondition } = TableStore;
const Expect = TableStore.RowExistenceExpectation;

/** The table of Powertools' records; its one key column is `id`. */
export const recordsTable = "powertools_records";

/** Tries of a write that may be repeated as it is, as AWS's own SDK does for DynamoDB. */
const maxTries = 3;

/**
 * Powertools' store over Tablestore, with the rules of its DynamoDB layer (2.35.0): a put holds if there is no record,
 * or it has expired, or it is in progress and its lease is over; update and delete carry no condition. A class since
 * Powertools takes nothing else. The client and its deadlines are the product's.
 */
export class TablestorePersistence extends BasePersistenceLayer {
  readonly #client: ReturnType<typeof connect>;

  constructor(credentials: FcContext["credentials"]) {
    super();
    const { TABLESTORE_ENDPOINT: endpoint = "", TABLESTORE_INSTANCE: instance = "" } = process.env;
    this.#client = connect({ endpoint, instance }, credentials);
  }

  protected override async _putRecord(record: IdempotencyRecord): Promise<void> {
    const put = { ...keyOf(record.idempotencyKey), condition: whileFree(Date.now()) };
    try {
      await this.#client.putRow({ ...put, attributeColumns: columnsOf(record) });
    } catch (cause) {
      if (otsCodeOf(cause) !== "OTSConditionCheckFail") throw cause;
      throw new IdempotencyItemAlreadyExistsError(`${record.idempotencyKey} is on record`); // Powertools reads it then
    }
  }

  protected override async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    const { row } = await this.#client.getRow(keyOf(idempotencyKey));
    if (row?.primaryKey === undefined) throw new IdempotencyItemNotFoundError();
    const cells = (row.attributes ?? []).map(({ columnName, columnValue }) => [columnName, String(columnValue)]);
    const { status, expiry, lease, payload = "", response } = Object.fromEntries(cells);
    return new IdempotencyRecord({
      idempotencyKey,
      status: status === "COMPLETED" ? "COMPLETED" : "INPROGRESS",
      expiryTimestamp: Number(expiry),
      payloadHash: payload,
      ...(lease !== undefined && { inProgressExpiryTimestamp: Number(lease) }),
      ...(response !== undefined && { responseData: JSON.parse(response) }),
    });
  }

  protected override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    const update = { ...keyOf(record.idempotencyKey), condition: always() };
    const updateOfAttributeColumns = [{ PUT: columnsOf(record) }];
    await repeated(() => this.#client.updateRow({ ...update, updateOfAttributeColumns }));
  }

  protected override async _deleteRecord({ idempotencyKey }: IdempotencyRecord): Promise<void> {
    await repeated(() => this.#client.deleteRow({ ...keyOf(idempotencyKey), condition: always() }));
  }
}

const keyOf = (id: string) => ({ tableName: recordsTable, primaryKey: [{ id }] });

/** `expiry` in seconds, `lease` in milliseconds, as Powertools counts them. */
const columnsOf = (record: IdempotencyRecord) => [
  { status: record.getStatus() },
  { expiry: Long.fromNumber(record.expiryTimestamp ?? 0) },
  { payload: record.payloadHash ?? "" },
  ...(record.inProgressExpiryTimestamp === undefined
    ? []
    : [{ lease: Long.fromNumber(record.inProgressExpiryTimestamp) }]),
  ...(record.responseData === undefined ? [] : [{ response: JSON.stringify(record.responseData) }]),
];

const always = () => new Condition(Expect.IGNORE, null);

/** A missing row passes by its missing `expiry`. */
function whileFree(nowMs: number) {
  const leaseOver = new CompositeCondition(LogicalOperator.AND);
  leaseOver.addSubCondition(column("status", "INPROGRESS", ComparatorType.EQUAL, false));
  leaseOver.addSubCondition(column("lease", Long.fromNumber(nowMs), ComparatorType.LESS_THAN, false));
  const free = new CompositeCondition(LogicalOperator.OR);
  free.addSubCondition(column("expiry", Long.fromNumber(Math.floor(nowMs / 1_000)), ComparatorType.LESS_THAN, true));
  free.addSubCondition(leaseOver);
  return new Condition(Expect.IGNORE, free);
}

const column = (
  name: string,
  value: ConstructorParameters<typeof SingleColumnCondition>[1],
  comparator: ConstructorParameters<typeof SingleColumnCondition>[2],
  passIfMissing: boolean,
) => new SingleColumnCondition(name, value, comparator, passIfMissing, true);

async function repeated(write: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await write();
      return;
    } catch (error) {
      if (tries >= maxTries) throw error;
    }
  }
}
