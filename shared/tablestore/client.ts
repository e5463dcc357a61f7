import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import TableStore from "tablestore";
import type { Credentials, StoreSettings } from "../config.ts";

export type Client = InstanceType<typeof TableStore.Client>;

/** How long one store call may take (invented: single-row calls answer in milliseconds; three tries fit a lease). */
const callTimeoutMs = 3_000;

/** The official client: with a deadline, which it has not by itself, and with connections that are kept. */
export function connect({ endpoint, instance }: StoreSettings, credentials: Credentials): Client {
  // The SDK's types know maxSockets only; its `agent` goes on to node:http.
  const httpOptions = { timeout: callTimeoutMs, maxSockets: 50, agent: agentFor(endpoint) };
  return new TableStore.Client({
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.accessKeySecret,
    ...(credentials.securityToken && { stsToken: credentials.securityToken }),
    endpoint,
    instancename: instance,
    maxRetries: 0, // the SDK would repeat what nobody waits for, too; see readTwice
    httpOptions,
  });
}

/** The SDK's own agent opens a new TLS connection for every call. These are kept, whatever credentials come next. */
const agents = { "https:": new HttpsAgent({ keepAlive: true }), "http:": new HttpAgent({ keepAlive: true }) };
const agentFor = (endpoint: string) => agents[endpoint.startsWith("https:") ? "https:" : "http:"];

/** The OTS code of an SDK error, which stands in its message's protobuf bytes; `error.code` is the HTTP status. */
export const otsCodeOf = (error: unknown) =>
  error instanceof Error
    ? (/OTS[A-Za-z]+/.exec(error.message)?.[0] ?? ("code" in error ? String(error.code) : error.name))
    : "unknown";
