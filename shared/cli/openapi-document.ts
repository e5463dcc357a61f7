import * as z from "zod";
import { clientTokenSchema } from "../command.ts";
import { fileNameOf } from "../function-name.ts";
import { lossSchema } from "../loss.ts";
import type { Call } from "../middleware/command-from.ts";
import type { Operation } from "../operations/operation.ts";
import { components } from "./openapi-components.ts";
import { consolePaths } from "./openapi-console.ts";
import { responsesOf } from "./openapi-responses.ts";

/** The HTTP face of every operation as OpenAPI 3.1, one path per function; pure. */
export const openApiDocument = (operations: readonly Operation[]) => ({
  openapi: "3.1.0",
  info: {
    title: "redeploy-once",
    version: "1",
    license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    description:
      "Each function has an address of its own and answers at its root; a path here is a function's name. At an address that functions share, an operation's path has no slash at its end, and Action is needed.",
  },
  servers: [{ url: "http://127.0.0.1:7070/fn", description: "The local cloud (npm start)" }],
  security: [{ webhookId: [], webhookTimestamp: [], webhookSignature: [] }],
  paths: {
    ...Object.fromEntries(
      operations.map((operation) => [`/${fileNameOf(operation.name)}/`, { post: pathOf(operation, operations) }]),
    ),
    ...consolePaths(),
  },
  components,
});

function pathOf(operation: Operation, operations: readonly Operation[]) {
  const { name, product, version, summary, consent } = operation;
  return {
    operationId: name,
    summary,
    description: `${product.toUpperCase()} ${version}. Needs consent: ${consent}.`,
    parameters: [
      {
        name: "Idempotency-Key",
        in: "header",
        description:
          "The token, where the body has no ClientToken: the same as webhook-id, which is signed. The body needs its Action then",
        schema: { type: "string", pattern: tokenPattern },
      },
    ],
    requestBody: { required: true, content: json(bodyOf(operation)) },
    responses: responsesOf(operation, operations),
  };
}

const json = (schema: object) => ({ "application/json": { schema } });
const tokenPattern = "^[\\x20-\\x7e]{1,64}$";

/** The document's parameters and those that every call has. */
function bodyOf({ name, parameters }: Operation) {
  const schema = schemaOf(parameters.schema);
  const { properties } = schema;
  return { ...schema, properties: { ...properties, ...dotted(properties), ...ofEveryCall(name) } };
}

/** A parameter that is left out here does not compile. */
const ofEveryCall = (Action: string) =>
  ({
    ClientToken: {
      ...schemaOf(clientTokenSchema),
      description: "The same in every retry of one intent; needed here or as Idempotency-Key",
    },
    RegionId: { type: "string", description: "The stack's region; needed of who may consent" },
    Action: {
      const: Action,
      description: "Refused by every other function; needed of who may consent, and beside Idempotency-Key",
    },
    Reason: { type: "string", maxLength: 512, description: "For the record" },
    AcceptDataLoss: {
      anyOf: [schemaOf(lossSchema), { type: "array", items: schemaOf(lossSchema) }],
      description: "What may be lost; needs the role approver, and Action and RegionId beside it",
    },
    AskForConsent: {
      const: true,
      description: "If it needs a person's yes, the call waits for it (202) in place of 403; not beside a Password",
    },
    Override: {
      const: true,
      description: "No freeze holds this call; needs the role operator, and Reason, Action and RegionId beside it",
    },
  }) satisfies Readonly<Record<keyof Call, object>>;

function schemaOf(schema: z.ZodType) {
  const { $schema: _, ...bare } = z.toJSONSchema(schema, { io: "input" });
  return bare;
}

/** `SystemDisk.Size` beside `SystemDisk`, as the documents write it. */
const dotted = (properties: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([group, schema]) =>
      Object.entries(nestedSchema.parse(schema).properties).map(([name, inner]) => [`${group}.${name}`, inner]),
    ),
  );
const nestedSchema = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}) });
