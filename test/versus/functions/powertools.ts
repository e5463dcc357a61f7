import { IdempotencyConfig } from "@aws-lambda-powertools/idempotency";
import { makeHandlerIdempotent } from "@aws-lambda-powertools/idempotency/middleware";
import middy from "@middy/core";
import { type FcContext, type Notice, noticeIn, redeploy } from "../redeploy.ts";
import { TablestorePersistence } from "../tablestore-persistence.ts";

/**
 * The plain handler under Powertools' idempotency, set up as carefully as its options allow: keyed by the system event,
 * payload validation over what decides the effect, records kept for as long as EventBridge tries again (one day), the
 * in-progress lease equal to the rest of FC's timeout. middy's early timeout is off, as in the product: left on, it
 * would delete the record of a handler that still runs.
 */
const config = new IdempotencyConfig({
  eventKeyJmesPath: "data.eventId",
  payloadValidationJmesPath: "data.instanceId",
  throwOnNoIdempotencyKey: true,
  expiresAfterSeconds: 86_400,
  hashFunction: "sha256",
});

export const handler = (raw: Uint8Array, context: FcContext) => {
  const endsMs = Date.now() + context.function.timeout * 1_000;
  const lambdaContext = { ...context, getRemainingTimeInMillis: () => endsMs - Date.now() };
  const persistenceStore = new TablestorePersistence(context.credentials);
  const chain = middy<Notice, object>({ timeoutEarlyInMillis: 0 })
    .use(makeHandlerIdempotent({ persistenceStore, config, keyPrefix: "redeploy" }))
    .handler((notice: Notice) => redeploy(notice, context));
  return chain(noticeIn(raw), lambdaContext as never); // middy asks for a whole AWS context; nothing here reads it
};
