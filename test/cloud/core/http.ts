import type { IncomingMessage } from "node:http";

/** A product behind the cloud's wire: answers the requests that are its own and says so. */
export type Product = {
  /** True iff this request belongs to the product; decided by headers and path alone. */
  readonly owns: (request: IncomingMessage) => boolean;
  readonly handle: (
    request: IncomingMessage,
    response: import("node:http").ServerResponse,
    body: Buffer,
  ) => Promise<void>;
  /** Back to the seed state. */
  readonly reset: () => void | Promise<void>;
};

/** Reads a whole request body, or undefined when it is larger than `maxBytes`. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes <= maxBytes) chunks.push(chunk);
  }
  return sizeBytes > maxBytes ? undefined : Buffer.concat(chunks);
}
