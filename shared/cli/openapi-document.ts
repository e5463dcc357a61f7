import * as z from "zod";
import { clientTokenSchema } from "../command.ts";
import { functionNameOf } from "../operations/function-name.ts";
import type { Operation } from "../operations/operation.ts";
import { components } from "./openapi-components.ts";
import { resolvePath } from "./openapi-resolve.ts";

/** What a call may be answered beside the codes of the operation's own document; README "Calls over HTTP". */
const ownCodes: Readonly<Record<number, string>> = {
  400: "MissingParameter, InvalidParameter.<Name>, InvalidJSON, IdempotentParameterMismatch",
  401: "SignatureDoesNotMatch, InvalidTimeStamp.Expired",
  403: "Forbidden.DataLossConsentRequired",
  404: "InvalidAction.NotFound",
  405: "UnsupportedHTTPMethod",
  409: "LastTokenProcessing, OperationConflict",
  413: "RequestBodyTooLarge",
  415: "UnsupportedContentType",
  429: "Throttling…",
  500: "InternalError: whether anything changed is on the record; ask again with the same token",
  503: "ServiceUnavailable",
};

/** The HTTP face of every operation as OpenAPI 3.1, one path per function; pure. */
export const openApiDocument = (operations: readonly Operation[]) => ({
  openapi: "3.1.0",
  info: {
    title: "redeploy-once",
    version: "1",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    description: "Each function has an address of its own and answers at its root; a path here is a function's name.",
  },
  servers: [{ url: "http://127.0.0.1:7070/fn", description: "The local cloud (npm start)" }],
  security: [{ webhookId: [], webhookTimestamp: [], webhookSignature: [] }],
  paths: {
    ...Object.fromEntries(
      operations.map((operation) => [`/${functionNameOf(operation.name)}/`, { post: pathOf(operation) }]),
    ),
    "/console/resolve": { post: resolvePath },
  },
  components,
});

function pathOf(operation: Operation) {
  const { name, product, version, summary, consent } = operation;
  return {
    operationId: name,
    summary,
    description: `${product.toUpperCase()} ${version}. Needs consent: ${consent}.`,
    parameters: [
      {
        name: "Idempotency-Key",
        in: "header",
        description: "The token, where the body has no ClientToken: the same as webhook-id, which is signed",
        schema: { type: "string", pattern: tokenPattern },
      },
    ],
    requestBody: { required: true, content: json(bodyOf(operation)) },
    responses: {
      200: {
        description: "Accepted, or the first answer again",
        headers: replayHeaders,
        content: json(answer(operation)),
      },
      202: {
        description: "In doubt or waiting, or a step of StopAndStart was accepted: on record, and finished by itself",
        headers: replayHeaders,
        content: json(ref("Answer")),
      },
      ...Object.fromEntries(
        Object.entries(codesByStatus(operation)).map(([status, codes]) => [
          status,
          { description: codes, headers: headersOf(Number(status)), content: json(ref("Error")) },
        ]),
      ),
    },
  };
}

const json = (schema: object) => ({ "application/json": { schema } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const tokenPattern = "^[\\x20-\\x7e]{1,64}$";
const replayHeaders = {
  "Idempotency-Replayed": { description: "`token` or `event`: what it is the answer to", schema: { type: "string" } },
  "Operation-State": { description: "How the operation stands now", schema: { type: "string" } },
};

/** A refusal that lasts is remembered and replayed; what passes says when to come again. */
const headersOf = (status: number) => ({
  ...([400, 403, 404].includes(status) && replayHeaders),
  ...([409, 429, 503].includes(status) && {
    "Retry-After": { description: "Seconds until the next try may help", schema: { type: "integer", minimum: 1 } },
  }),
});

/** The document's parameters and those that every call has. */
function bodyOf({ name, input }: Operation) {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: "input" });
  const { $schema: __, ...token } = z.toJSONSchema(clientTokenSchema);
  return {
    ...schema,
    properties: {
      ...schema.properties,
      ...dotted(schema.properties),
      ClientToken: {
        ...token,
        description: "The same in every retry of one intent; needed here or as Idempotency-Key",
      },
      RegionId: { type: "string", description: "The stack's region" },
      Action: { const: name, description: "Refused by every other function: signs what is asked for, too" },
      Reason: { type: "string", maxLength: 512, description: "For the record" },
    },
  };
}

/** `SystemDisk.Size` beside `SystemDisk`, as the documents write it. */
const dotted = (properties: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([group, schema]) =>
      Object.entries(nestedSchema.parse(schema).properties).map(([name, inner]) => [`${group}.${name}`, inner]),
    ),
  );
const nestedSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });

function answer({ answerFields }: Operation) {
  const fields = Object.keys(answerFields("id")).map((name) => [name, { type: "string" }]);
  if (fields.length === 0) return ref("Answer");
  return { allOf: [ref("Answer"), { type: "object", properties: Object.fromEntries(fields) }] };
}

/** Status → codes. What the cloud does not know itself is 202, in doubt; what it throttles is 429. */
function codesByStatus({ errors }: Operation): Readonly<Record<string, string>> {
  const documented = Object.entries(errors)
    .filter(([, advice]) => advice !== "internal")
    .map(([row, advice]) => ({ status: advice === "throttled" ? 429 : Number(row.slice(0, 3)), code: row.slice(4) }));
  const statuses = [...new Set([...Object.keys(ownCodes).map(Number), ...documented.map(({ status }) => status)])];
  return Object.fromEntries(
    statuses
      .sort((a, b) => a - b)
      .map((status) => {
        const codes = documented.filter((row) => row.status === status).map(({ code }) => code);
        return [String(status), [ownCodes[status], ...codes].filter(Boolean).join(", ")];
      }),
  );
}
