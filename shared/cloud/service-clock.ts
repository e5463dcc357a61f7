import { readTimeoutMs } from "./sdk.ts";

/** A service of which the time can be asked without a right: what it answers to nobody has a date all the same. */
type Asked = { readonly endpoint: string; readonly path: string; readonly headers: Readonly<Record<string, string>> };

/** An unsigned request to ECS, which is refused. Source: RFC 9110, Date; common parameters of the RPC style. */
export const ofEcs = (endpoint: string): Asked => ({
  endpoint,
  path: "/?Action=DescribeRegions&Version=2014-05-26&Format=JSON",
  headers: {},
});

/** The same to Tablestore. Its own header counts, whose seconds have a fraction (API reference, "HTTP message"). */
export const ofTablestore = (endpoint: string): Asked => ({
  endpoint,
  path: "/ListTable",
  headers: { "x-ots-apiversion": "2015-12-31" },
});

/** How far the clock of a service is ahead of ours, milliseconds; exact to a second and the way there. Throws without an answer. */
export async function readAheadMs({ endpoint, path, headers }: Asked, nowMs: () => number): Promise<number> {
  const beganMs = nowMs();
  const method = path.startsWith("/?") ? "GET" : "POST";
  const signal = AbortSignal.timeout(readTimeoutMs);
  const answer = await fetch(`${endpoint}${path}`, { method, headers, redirect: "manual", signal });
  await answer.body?.cancel();
  const ms = Date.parse(answer.headers.get("x-ots-date") ?? answer.headers.get("date") ?? "");
  if (Number.isNaN(ms)) throw new Error(`${new URL(endpoint).host} answers without a date`);
  return ms - (beganMs + nowMs()) / 2;
}
