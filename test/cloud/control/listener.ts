import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { readBody } from "../core/http.ts";
import { type Answer, json } from "./answer.ts";

/** Serves one whole request: answers with a value, or answers by itself and returns nothing. */
export type Serve = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
) => Promise<Answer | undefined> | Answer | undefined;

/** The largest request that is read: an asynchronous payload, a Tablestore batch or an HTTP trigger's 32 MB fit. */
const maxBodyBytes = 33 * 1024 * 1024;

/** A request listener: reads the body, sends the answer, and answers 500 to what nobody expected. */
export function createListener(serve: Serve, onError: (error: unknown) => void): RequestListener {
  const carryOut = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request, maxBodyBytes);
    const answer =
      body === undefined
        ? json(413, { error: `body: may hold ${maxBodyBytes} bytes.`, field: "body" })
        : await serve(request, response, body);
    if (answer !== undefined) send(response, answer);
  };
  return (request, response) => {
    carryOut(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return; // the caller has gone before it had said everything
      onError(error);
      if (response.headersSent) response.destroy();
      else send(response, json(500, { error: `The local cloud failed: ${String(error)}`, field: null }));
    });
  };
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
