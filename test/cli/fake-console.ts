import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { authenticateAcs3 } from "../cloud/acs3/authenticate.ts";

/** One invocation that arrived with a right signature. */
type Call = {
  readonly functionName: string;
  readonly type: string;
  readonly date: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** A signed call that arrived at a trigger. */
type Signed = { readonly path: string; readonly body: unknown; readonly second: number };

/** What the function answers: its value, its own failure, or a refusal of FC itself. */
type Reply =
  | { readonly value: object }
  | { readonly text: string }
  | { readonly thrown: string }
  | { readonly status: number; readonly code: string };

/** Told by the world, and known to the server. */
const key = { accessKeyId: "LTAIfake", accessKeySecret: "the key of this file", securityToken: undefined };
/** The world's clock stands apart from this machine's. */
export const worldNow = "2027-03-01T00:00:00.000Z";

/**
 * A server that speaks FC's InvokeFunction, and tells its world as the local cloud does. It takes only what is signed with
 * the key (ACS3). `reply` makes the answers of the function, whatever its name.
 */
export async function createFakeConsole(reply: (payload: Call["payload"]) => Reply, world: object = {}) {
  const calls: Call[] = [];
  const signed: Signed[] = [];
  const invoked = (request: IncomingMessage, body: Buffer): Reply => {
    const call = callIn(request, body);
    if (call === undefined) return { status: 400, code: "SignatureDoesNotMatch" };
    calls.push(call);
    return reply(call.payload);
  };
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    if (request.url === "/_cloud/world") return void send(response, worldWith(world));
    if (request.headers["webhook-signature"] === undefined) return void answer(response, invoked(request, body));
    const second = Number(request.headers["webhook-timestamp"]);
    signed.push({ path: request.url ?? "", body: JSON.parse(String(body)), second });
    send(response, { State: "Accepted" });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens at a port
  return { url: `http://127.0.0.1:${port}`, key, calls, signed };
}

const worldWith = (world: object) => ({
  now: worldNow,
  settings: { ...key, regionId: "cn-hangzhou", webhookSecret: `whsec_${"c2VjcmV0IG9mIHRlc3Rz".repeat(2)}`, ...world },
});

const payloadSchema = z.record(z.string(), z.unknown());

function callIn(request: IncomingMessage, body: Buffer): Call | undefined {
  const principal = { ...key, function: null, instance: undefined, statements: undefined };
  const principals = { find: (id: string) => (id === key.accessKeyId ? principal : undefined) };
  const [, functionName] = /^\/2023-03-30\/functions\/([^/]+)\/invocations$/.exec(request.url ?? "") ?? [];
  if (functionName === undefined || "refusal" in authenticateAcs3({ request, body, principals })) return undefined;
  return {
    functionName,
    type: String(request.headers["x-fc-invocation-type"]),
    date: String(request.headers["x-acs-date"]),
    payload: payloadSchema.parse(JSON.parse(String(body))),
  };
}

/** A function's own failure is 200 with a header; what FC refuses has a status. Source: FC 3.0, error handling. */
function answer(response: ServerResponse, reply: Reply): void {
  if ("thrown" in reply) {
    response.setHeader("x-fc-error-type", "OpError");
    send(response, { errorMessage: reply.thrown, errorType: "OpError", stackTrace: [] });
  } else if ("code" in reply) {
    response.statusCode = reply.status;
    send(response, { RequestId: "r-1", Code: reply.code, Message: "no" });
  } else send(response, "text" in reply ? reply.text : reply.value);
}

function send(response: ServerResponse, body: object | string): void {
  response.setHeader("content-type", "application/json");
  response.setHeader("x-fc-request-id", "r-1");
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
