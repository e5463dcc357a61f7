import { anyCallErrors, rowsBeside } from "../operations/advice.ts";
import type { Advice } from "../operations/advice-kinds.ts";
import type { Operation } from "../operations/operation.ts";

/** What a call may be answered beside the codes of the cloud's tables; shared/openapi.md "Answers". */
const ownCodes: Readonly<Record<number, readonly string[]>> = {
  400: ["MissingParameter", "InvalidParameter.<Name>", "InvalidJSON", "IdempotentParameterMismatch"],
  401: ["SignatureDoesNotMatch", "InvalidTimeStamp.Expired"],
  403: [
    ...["Forbidden.Operation", "Forbidden.MayNotConsent", "Forbidden.MayNotOverride", "Forbidden.Frozen"],
    ...["Forbidden.DataLossConsentRequired", "Forbidden.SimulatedEvent", "Forbidden.EventNotAnswered"],
  ],
  404: ["InvalidAction.NotFound"],
  405: ["UnsupportedHTTPMethod"],
  409: [
    ...["LastTokenProcessing", "OperationConflict", "OperationExpired", "OperationCancelled"],
    ...["OperationPaused", "AttemptsUsedUp"],
  ],
  413: ["RequestBodyTooLarge"],
  415: ["UnsupportedContentType"],
  429: ["Throttling…", "LimitReached", "CooldownActive"],
  500: ["InternalError: whether anything changed is on the record; ask again with the same token"],
  503: ["ServiceUnavailable"],
};

/** Status → what an operation's function answers with it. `others` may have answered its event in its place. */
export const responsesOf = (operation: Operation, others: readonly Operation[]) => ({
  200: {
    description: "Accepted, or the first answer again",
    headers: replayHeaders,
    content: json(answer(operation, others)),
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
});

const json = (schema: object) => ({ "application/json": { schema } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const replayHeaders = {
  "Idempotency-Replayed": { description: "`token` or `event`: what it is the answer to", schema: { type: "string" } },
  "Operation-State": { description: "How the operation stands now", schema: { type: "string" } },
};

/** A refusal that lasts is remembered and replayed; what passes says when to come again. */
export const headersOf = (status: number) => ({
  ...([400, 403, 404].includes(status) && replayHeaders),
  ...(status === 401 && { "WWW-Authenticate": { description: "How to sign", schema: { type: "string" } } }),
  ...(status === 405 && { Allow: { description: "The one method", schema: { type: "string" } } }),
  ...([409, 429, 503].includes(status) && {
    "Retry-After": { description: "Seconds until the next try may help", schema: { type: "integer", minimum: 1 } },
  }),
});

/** Its own fields, and those of the operations that may have answered in its place, which only come with AnsweredBy. */
function answer({ product, replyFields }: Operation, others: readonly Operation[]) {
  const own = Object.keys(replyFields("id"));
  const theirs = others
    .filter((other) => other.product === product)
    .flatMap((other) => Object.keys(other.replyFields("id")))
    .filter((name) => !own.includes(name));
  if (own.length + theirs.length === 0) return ref("Answer");
  const properties = Object.fromEntries([...own, ...theirs].map((name) => [name, { type: "string" }]));
  const dependentRequired = Object.fromEntries(theirs.map((name) => [name, ["AnsweredBy"]]));
  return { allOf: [ref("Answer"), { type: "object", properties, dependentRequired }] };
}

/** Status → codes. What the cloud does not know itself is 202, in doubt; what it throttles is 429. */
function codesByStatus(operation: Operation): Readonly<Record<string, string>> {
  const documented = tablesOf(operation)
    .flatMap((table) => Object.entries(table))
    .filter(([, advice]) => advice !== "internal")
    .map(([row, advice]) => ({ status: advice === "throttled" ? 429 : Number(row.slice(0, 3)), code: row.slice(4) }));
  const statuses = [...new Set([...Object.keys(ownCodes).map(Number), ...documented.map(({ status }) => status)])];
  return Object.fromEntries(
    statuses
      .sort((a, b) => a - b)
      .map((status) => {
        const codes = documented.filter((row) => row.status === status).map(({ code }) => code);
        return [String(status), [...new Set([...(ownCodes[status] ?? []), ...codes])].join(", ")];
      }),
  );
}

/** What any call may be answered, the operation's own table, and what the calls before and after it have besides. */
const tablesOf = ({ errors, runbook }: Operation): readonly Readonly<Record<string, Advice>>[] => [
  anyCallErrors,
  errors,
  ...Object.values(runbook?.steps ?? {}).map(({ errors: ofStep }) => rowsBeside(ofStep, errors)),
];
