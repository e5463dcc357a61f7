import * as z from "zod";
import { resolveSchema } from "../entry/console-entry.ts";
import { headersOf } from "./openapi-responses.ts";

const { $schema: _, ...body } = z.toJSONSchema(resolveSchema);

const answers = {
  200: "Ended",
  400: "MissingParameter, InvalidParameter.<Name>, InvalidJSON",
  401: "SignatureDoesNotMatch, InvalidTimeStamp.Expired",
  403: "Forbidden.MayNotResolve",
  404: "InvalidOperationId.NotFound, InvalidAction.NotFound",
  405: "UnsupportedHTTPMethod",
  409: "IncorrectOperationState, TooEarly, ContradictingVerdict",
  413: "RequestBodyTooLarge",
  415: "UnsupportedContentType",
  500: "InternalError: whether the verdict was taken is on the record; give it again",
  503: "ServiceUnavailable",
};

/** `POST /resolve` of the function console in OpenAPI 3.1. */
export const resolvePath = {
  operationId: "Resolve",
  summary: "A person's verdict where the cloud's evidence does not decide",
  description: "Signed by a principal with mayResolve.",
  requestBody: { required: true, content: { "application/json": { schema: body } } },
  responses: Object.fromEntries(
    Object.entries(answers).map(([status, description]) => {
      const $ref = `#/components/schemas/${status === "200" ? "Answer" : "Error"}`;
      const headers = [401, 405, 503].includes(Number(status)) && { headers: headersOf(Number(status)) };
      return [status, { description, ...headers, content: { "application/json": { schema: { $ref } } } }];
    }),
  ),
};
