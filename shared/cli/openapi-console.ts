import * as z from "zod";
import type { Verb } from "../console/verb.ts";
import { pathOf, signedVerbs } from "../console/verbs.ts";
import { headersOf } from "./openapi-responses.ts";

/** What any call of the console may be refused with; by status. */
const refusals: Readonly<Record<number, string>> = {
  400: "MissingParameter, InvalidParameter.<Name>, InvalidJSON",
  401: "SignatureDoesNotMatch, InvalidTimeStamp.Expired",
  403: "Forbidden.Role",
  404: "InvalidAction.NotFound",
  405: "UnsupportedHTTPMethod",
  413: "RequestBodyTooLarge",
  415: "UnsupportedContentType",
  500: "InternalError",
  503: "ServiceUnavailable",
};

/** Each verb of the function console in OpenAPI 3.1, by its path. */
export const consolePaths = () =>
  Object.fromEntries(signedVerbs.map((verb) => [`/console${pathOf(verb)}`, { post: operationOf(verb) }]));

function operationOf({ name, role, summary, schema, answers, refusals: own }: Verb) {
  const may = role === undefined ? "a person or a program of the policy" : `a person with the role ${role}`;
  return {
    operationId: name.split(" ").map(capital).join(""),
    summary,
    description: `Signed by ${may}. By a direct invoke: {"verb": "${name}", …}.`,
    requestBody: { required: true, content: json(z.toJSONSchema(schema, { io: "input" })) },
    responses: {
      200: {
        description: summary,
        content: json(z.toJSONSchema(answers.extend(ofAll))),
      },
      ...Object.fromEntries(
        Object.entries(allRefusals(own)).map(([status, codes]) => [status, refusal(status, codes)]),
      ),
    },
  };
}

/** `TimeZone`: that of the policy, in which people read the times; times in answers are UTC. */
const ofAll = { RequestId: z.string(), TimeZone: z.string().optional() };

/** What a verb adds to a status stands in front. */
const allRefusals = (own: Verb["refusals"]): Readonly<Record<string, string>> => ({
  ...refusals,
  ...Object.fromEntries(
    Object.entries(own).map(([status, codes]) => [
      status,
      Number(status) === 404 ? `${codes}, ${refusals[404]}` : codes,
    ]),
  ),
});

const refusal = (status: string, description: string) => ({
  description,
  ...([401, 405, 503].includes(Number(status)) && { headers: headersOf(Number(status)) }),
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
});

const json = ({ $schema: _, ...schema }: object & { readonly $schema?: unknown }) => ({
  "application/json": { schema },
});

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
