import * as $dara from "@darabonba/typescript";
import { acsDate, within } from "../../cloud/sdk.ts";
import { CloudError } from "../cloud-error.ts";
import type { ControlPlane } from "./control-plane.ts";

/** Longer than any control call takes: an upload of a megabyte over a slow line is the longest (invented). */
const timeoutMs = 60_000;

/** No call is repeated below us: who asks decides. */
const callOptions = () =>
  new $dara.RuntimeOptions({ readTimeout: timeoutMs, connectTimeout: timeoutMs, autoretry: false });

/** Headers for a cloud whose clock is not this machine's. */
const datedHeaders = ({ nowMs }: Pick<ControlPlane, "nowMs">): { [key: string]: string } =>
  nowMs === undefined ? {} : { "x-acs-date": acsDate(nowMs()) };

/** How a client's method is called here: with these headers and options. */
export type Send<T> = (headers: { [key: string]: string }, options: $dara.RuntimeOptions) => Promise<T>;

/** Makes calls of one plane. `call`: the API's name for it, and what it is about. */
export const createAsk = (plane: Pick<ControlPlane, "nowMs">) => ({
  ask: <T>(call: string, send: Send<T>) => answered(call, send(datedHeaders(plane), callOptions())),
  /** With undefined for what is not there. */
  askMaybe: <T>(call: string, send: Send<T>) => answeredOrMissing(call, send(datedHeaders(plane), callOptions())),
});

export type Ask = ReturnType<typeof createAsk>;

/** Waits for an answer. Throws `CloudError` with what was refused, or that nothing is known. */
async function answered<T>(call: string, asked: Promise<T>): Promise<T> {
  try {
    return await within(timeoutMs, asked);
  } catch (error) {
    throw new CloudError(call, factsOf(error));
  }
}

/** The same, with undefined for what is not there. */
const answeredOrMissing = <T>(call: string, asked: Promise<T>): Promise<T | undefined> =>
  answered(call, asked).catch((error: unknown) => {
    if (error instanceof CloudError && error.kind === "missing") return undefined;
    throw error;
  });

/** Codes and ids alone: the cloud's own words may quote a request, and with it a secret. */
function factsOf(error: unknown) {
  if (!(error instanceof Error)) return { code: "unknown", status: undefined, requestId: undefined };
  const { code, statusCode, requestId } = error as Error & Partial<Record<string, unknown>>;
  return {
    code: typeof code === "string" && /^[\w.-]{1,64}$/.test(code) ? code : error.name,
    status: typeof statusCode === "number" ? statusCode : undefined,
    requestId: typeof requestId === "string" && /^[\w-]{1,64}$/.test(requestId) ? requestId : undefined,
  };
}

type Page<T> = { readonly items: readonly T[]; readonly nextToken: string | undefined };

/** Every item of a list that comes in pages. */
export async function pages<T>(page: (from: { nextToken?: string }) => Promise<Page<T>>): Promise<readonly T[]> {
  const found: T[] = [];
  let from: { nextToken?: string } | undefined = {};
  while (from !== undefined) {
    const { items, nextToken }: Page<T> = await page(from);
    found.push(...items);
    from = nextToken === undefined || nextToken === "" ? undefined : { nextToken };
  }
  return found;
}
