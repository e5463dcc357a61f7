import * as z from "zod";
import { recordCallSchema } from "../entry/record-verb.ts";
import { resolveSchema } from "../entry/resolve-verb.ts";
import { headersOf } from "./openapi-responses.ts";

/** What any call of the console may be refused with; by status. */
const refusals = {
  400: "MissingParameter, InvalidParameter.<Name>, InvalidJSON",
  401: "SignatureDoesNotMatch, InvalidTimeStamp.Expired",
  403: "Forbidden.MayNotResolve",
  404: "InvalidOperationId.NotFound, InvalidAction.NotFound",
  405: "UnsupportedHTTPMethod",
  413: "RequestBodyTooLarge",
  415: "UnsupportedContentType",
  500: "InternalError",
  503: "ServiceUnavailable",
};

/** `POST /resolve` of the function console in OpenAPI 3.1. */
export const resolvePath = {
  operationId: "Resolve",
  summary: "A person's verdict where the cloud's evidence does not decide",
  description: "Signed by a principal with mayResolve.",
  requestBody: bodyOf(resolveSchema),
  responses: responsesOf("Answer", {
    ...refusals,
    200: "Ended",
    409: "IncorrectOperationState, TooEarly, ContradictingVerdict",
    500: "InternalError: whether the verdict was taken is on the record; give it again",
  }),
};

/** `POST /record` of the function console in OpenAPI 3.1. */
export const recordPath = {
  operationId: "Record",
  summary: "What is on record of an instance, or of one of its operations, with its timeline",
  description: "Signed by a principal with mayResolve. It changes nothing.",
  requestBody: bodyOf(recordCallSchema),
  responses: responsesOf("Record", {
    ...refusals,
    200: "What is at work, what waits, what has ended, and the timeline",
    404: "InvalidInstanceId.NotFound, InvalidOperationId.NotFound, InvalidAction.NotFound",
  }),
};

function bodyOf(wanted: z.ZodType) {
  const { $schema: _, ...schema } = z.toJSONSchema(wanted);
  return { required: true, content: { "application/json": { schema } } };
}

function responsesOf(answer: string, answers: Readonly<Record<number, string>>) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, description]) => {
      const $ref = `#/components/schemas/${status === "200" ? answer : "Error"}`;
      const headers = [401, 405, 503].includes(Number(status)) && { headers: headersOf(Number(status)) };
      return [status, { description, ...headers, content: { "application/json": { schema: { $ref } } } }];
    }),
  );
}
