import * as z from "zod";
import { failed, type Stopped, unsure } from "./stopped.ts";
import type { Target } from "./target.ts";

const thrown = z.object({ errorMessage: z.string() });

/** What a function threw: our own errors are `<Code>: <Message>`, whatever else is said ended it on its way. */
export function thrownBy(functionName: string, body: unknown, requestId: string | undefined): Stopped {
  const { data } = thrown.safeParse(body);
  const message = data?.errorMessage ?? "it said nothing";
  if (/^[A-Za-z][A-Za-z0-9.]{2,63}: /.test(message)) return failed(message);
  return unsure(
    `${functionName} failed: ${message}${requestId === undefined ? "" : ` (request id ${requestId}, for its log)`}`,
  );
}

/** Why FC did not run the function, and what to look at; codes of FC 3.0 and of its gateway. */
export function refusalOf(
  error: unknown,
  functionName: string,
  { regionId, endpoint }: Pick<Target, "regionId" | "endpoint">,
): Stopped {
  const { code, status, requestId } = factsOf(error);
  const where = `${regionId} (${endpoint})`;
  const facts = `[${[code, status, requestId].filter((part) => part !== undefined).join(", ")}]`;
  const reason = reasonOf(code, status, functionName, where);
  if (reason !== undefined) return failed(`${reason} ${facts}`);
  return unsure(
    `No answer that counts came from ${functionName} in ${where}: whether it was asked is not known. ${facts}`,
  );
}

/** Undefined: nothing is proved. */
function reasonOf(code: string, status: number | undefined, functionName: string, where: string): string | undefined {
  if (code === "FunctionNotFound")
    return `There is no function ${functionName} in ${where}. Is the stack's name right (--stack), and is it deployed there?`;
  if (status === 403)
    return `Your credentials may not invoke ${functionName} in ${where}: they need fc:InvokeFunction on it.`;
  if (keyCodes.some((known) => code.startsWith(known))) return `${where} does not take your credentials.`;
  if (code === "IllegalTimestamp" || code.startsWith("InvalidTimeStamp")) return "The clock of this machine is wrong.";
  if (status === 429) return `${functionName} is busy in ${where}, and nothing was asked. Try again.`;
  if (status === undefined && unreachable.includes(code))
    return `${where} cannot be reached, and nothing was asked. Are account and region right?`;
  return undefined;
}

const keyCodes = [
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "InvalidSecurityToken",
  "IncompleteSignature",
  "MissingSecurityToken",
];
const unreachable = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"];

/** Codes and ids alone: the SDK's own words may quote a request. */
function factsOf(error: unknown) {
  if (!(error instanceof Error)) return { code: "unknown", status: undefined, requestId: undefined };
  const { code, statusCode, requestId } = error as Error & Partial<Record<string, unknown>>;
  return {
    code: typeof code === "string" && /^[\w.-]{1,64}$/.test(code) ? code : error.name,
    status: typeof statusCode === "number" ? statusCode : undefined,
    requestId: typeof requestId === "string" && /^[\w-]{1,64}$/.test(requestId) ? requestId : undefined,
  };
}
