import { IdempotencyConfig, IdempotencyItemAlreadyExistsError } from "@aws-lambda-powertools/idempotency";
import { makeHandlerIdempotent } from "@aws-lambda-powertools/idempotency/middleware";
import { BasePersistenceLayer, type IdempotencyRecord } from "@aws-lambda-powertools/idempotency/persistence";
import middy from "@middy/core";
import { accepted, noticeOf, type Side, type Trips, timeoutMs } from "./side.ts";

type Notice = ReturnType<typeof noticeOf>;

/**
 * Powertools' middleware in the same middy: keyed by the system event, payload validation over what decides the effect,
 * SHA-256 for both as in the ledger (faster here than its default, MD5), local cache off as by default.
 */
export function createPowertools(): Side {
  const trips = { count: 0 };
  const persistenceStore = new MemoryPersistence(trips);
  const config = new IdempotencyConfig({
    eventKeyJmesPath: "data.eventId",
    payloadValidationJmesPath: "data.instanceId",
    throwOnNoIdempotencyKey: true,
    hashFunction: "sha256",
  });
  const chain = middy<Notice, object>({ timeoutEarlyInMillis: 0 })
    .use(makeHandlerIdempotent({ persistenceStore, config, keyPrefix: "redeploy" }))
    .handler(async () => ({ RequestId: accepted.requestId, TaskId: accepted.taskId, State: "Accepted" }));
  const context = { getRemainingTimeInMillis: () => timeoutMs };
  // middy asks for a whole AWS context; only the remaining time is read
  return { trips, call: (n) => chain(noticeOf(n), context as never) };
}

/** Powertools' store in memory, by the rules of its DynamoDB layer; a class since Powertools takes nothing else. */
class MemoryPersistence extends BasePersistenceLayer {
  readonly #records = new Map<string, IdempotencyRecord>();
  readonly #trips: Trips;

  constructor(trips: Trips) {
    super();
    this.#trips = trips;
  }

  protected override async _putRecord(record: IdempotencyRecord): Promise<void> {
    this.#trips.count++;
    const existing = this.#records.get(record.idempotencyKey);
    if (existing !== undefined && !isFree(existing, Date.now()))
      throw new IdempotencyItemAlreadyExistsError("on record", existing); // DynamoDB returns it with the refusal
    this.#records.set(record.idempotencyKey, record);
  }

  protected override async _getRecord(idempotencyKey: string): Promise<IdempotencyRecord> {
    throw new Error(`${idempotencyKey} was in the refusal already`);
  }

  protected override async _updateRecord(record: IdempotencyRecord): Promise<void> {
    this.#trips.count++;
    this.#records.set(record.idempotencyKey, record);
  }

  protected override async _deleteRecord({ idempotencyKey }: IdempotencyRecord): Promise<void> {
    this.#trips.count++;
    this.#records.delete(idempotencyKey);
  }
}

const isFree = (record: IdempotencyRecord, nowMs: number) =>
  record.isExpired() ||
  (record.getStatus() === "INPROGRESS" && (record.inProgressExpiryTimestamp ?? Number.POSITIVE_INFINITY) < nowMs);
