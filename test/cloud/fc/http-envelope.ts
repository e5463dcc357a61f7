import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Holds } from "../core/guesses.ts";

type EnvelopeOptions = {
  readonly request: Pick<IncomingMessage, "method" | "httpVersion" | "rawHeaders" | "headers" | "socket">;
  readonly functionName: string;
  /** Path after the function's own prefix, still encoded. */
  readonly rawPath: string;
  /** Query with its `?`, or "". */
  readonly search: string;
  readonly body: Buffer;
  readonly requestId: string;
  readonly nowMs: number;
  readonly settings: { readonly accountId: string; readonly regionId: string };
  readonly holds: Holds;
};

/** The event of an HTTP trigger (AC/functioncompute/fc/http-trigger-invoking-function, April 2026). */
export function toHttpEnvelope(options: EnvelopeOptions) {
  const { request, rawPath, search, body, requestId, nowMs, settings, functionName, holds } = options;
  const headers = joinPairs(headerPairs(request.rawHeaders, holds));
  const isBase64Encoded = !holds("http.binary") || isBinary(request.headers["content-type"], body);
  const domainPrefix = domainPrefixOf(functionName);
  return {
    version: "v1",
    rawPath,
    body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
    headers,
    queryParameters: joinPairs([...new URLSearchParams(search)]),
    requestContext: {
      accountId: settings.accountId,
      domainName: `${domainPrefix}.${settings.regionId}.fcapp.run`,
      domainPrefix,
      http: {
        method: request.method ?? "",
        path: decodePath(rawPath),
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? "",
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId,
      time: `${new Date(nowMs).toISOString().slice(0, 19)}Z`,
      timeEpoch: String(nowMs),
    },
  };
}

/**
 * Names as `Content-Type`. The `x-fc-*` headers go along: an event that was captured on FC 3.0 has
 * X-Fc-Log-Type; that the others do too is invented.
 */
function headerPairs(rawHeaders: readonly string[], holds: Holds): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => {
    const lower = name.toLowerCase();
    if (index % 2 === 1 || (lower.startsWith("x-fc-") && !holds("http.fc-headers"))) return [];
    const capitalised = lower.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
    return [[holds("http.header-case") ? capitalised : lower, rawHeaders[index + 1] ?? ""] as const];
  });
}

/** Several values of one name are joined by commas. */
function joinPairs(pairs: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const joined = new Map<string, string>();
  for (const [name, value] of pairs) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

/** "Binary content types" are not listed by the documents: this list is invented; bytes that are no UTF-8 count too. */
const binaryTypes =
  /^(image|audio|video|font)\/|^application\/(octet-stream|pdf|zip|gzip|x-tar|x-protobuf)\b|^multipart\/form-data\b/i;

const isBinary = (contentType: string | undefined, body: Buffer) =>
  body.length > 0 && (binaryTypes.test(contentType ?? "") || !isUtf8(body));

/** The id in the trigger's domain: invented from the function's name. */
const domainPrefixOf = (functionName: string) =>
  `${functionName.toLowerCase().replaceAll("_", "-")}-${createHash("sha256").update(functionName).digest("hex").slice(0, 10)}`;

/** A path that cannot be decoded stays as it is: invented. */
function decodePath(rawPath: string) {
  try {
    return decodeURIComponent(rawPath);
  } catch {
    return rawPath;
  }
}
