import type { MiddlewareObj } from "@middy/core";
import type { HttpRequest } from "../decode.ts";
import type { Deps } from "../deps.ts";
import { OpError } from "../errors.ts";
import { fileNameOf } from "../function-name.ts";
import { ownRoot } from "../http-envelope.ts";
import type { Principal } from "../principal.ts";
import type { Invocation } from "./invocation.ts";
import { type Signed, verifyWebhook } from "./verify-webhook.ts";

/** The largest body an operation function takes, bytes: FC's own limit for asynchronous payloads. */
const maxBodyBytes = 131_072;

/**
 * Lets an HTTP request through only if a known key signed it. Events and invokes were authenticated by FC's own access
 * control. What its signer may ask for is the policy's to say, which is read later.
 */
export const authenticate = (
  operation: string,
  { principals, nowMs }: Pick<Deps, "principals" | "nowMs">,
): MiddlewareObj<Invocation> => ({
  before: ({ event: invocation }) => {
    const { shape: request } = invocation;
    const paths = [ownRoot, `/${fileNameOf(operation)}`];
    if (request.kind === "http") invocation.signed = letIn(request, paths, principals, nowMs());
  },
});

/**
 * The signer of this request. Refuses in the order path, method, size, signature, content type. So a stranger learns
 * nothing and costs no call of store or cloud. Throws `OpError`.
 */
export function letIn(
  request: HttpRequest,
  paths: readonly string[],
  principals: readonly Principal[],
  nowMs: number,
): Signed {
  refuseMisaddressed(request, paths);
  const signed = verifyWebhook(request, principals, nowMs);
  const [mediaType] = (request.headers["content-type"] ?? "").split(";");
  if (mediaType?.trim().toLowerCase() === "application/json") return signed;
  throw new OpError(
    "wrongContentType",
    "UnsupportedContentType",
    "Content-Type must be application/json. Nothing was changed.",
  );
}

function refuseMisaddressed({ path, method, body }: HttpRequest, paths: readonly string[]): void {
  const wanted = paths.map((wantedPath) => `POST ${wantedPath}`).join(" and ");
  if (!paths.includes(path))
    throw new OpError(
      "wrongPath",
      "InvalidAction.NotFound",
      `There is only ${wanted}, not ${path.slice(0, 128)}. Nothing was changed.`,
    );
  if (method !== "POST")
    throw new OpError(
      "wrongMethod",
      "UnsupportedHTTPMethod",
      `There is only ${wanted}, not ${method.slice(0, 16)}. Nothing was changed.`,
    );
  if (body.length > maxBodyBytes)
    throw new OpError(
      "tooLarge",
      "RequestBodyTooLarge",
      `The body may have ${maxBodyBytes} bytes, this one has ${body.length}. Nothing was changed.`,
    );
}
