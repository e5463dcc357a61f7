import { isId } from "./forms.ts";
import { sendTimeoutMs, within } from "./sdk.ts";
import { sentErrorOf } from "./sdk-error.ts";
import type { Sent } from "./sent.ts";

/**
 * What one send came to; never throws. `idOf`: the evidence id in the answer's body, for an API that gives one; an
 * answer without it, or without a request id, each of its form, may be of anything and leaves the outcome unknown.
 */
export async function sentOf<B extends { readonly requestId?: string | undefined }>(
  call: Promise<{ readonly body?: B | undefined }>,
  idOf?: (body: B) => string | undefined,
): Promise<Sent> {
  try {
    const { body } = await within(sendTimeoutMs, call);
    if (!isId(body?.requestId)) return { kind: "unknown", cause: "AnswerWithoutRequestId" };
    const evidenceId = idOf?.(body);
    if (idOf !== undefined && !isId(evidenceId)) return { kind: "unknown", cause: "AnswerWithoutId" };
    return { kind: "accepted", requestId: body.requestId, evidenceId };
  } catch (error) {
    return sentErrorOf(error);
  }
}
