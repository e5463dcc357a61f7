import { sendsForMs, type Taken } from "./channel.ts";

/** Too slow, or too much at once (RFC 9110, RFC 6585): the next message would fare no better. */
const notOfMessage: readonly number[] = [408, 429];

/** Posts a message to a channel's own address: no redirect is followed, and an answer that does not come in time is none. */
export async function posting(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  takenOf: (answer: Response) => Taken | Promise<Taken>,
): Promise<Taken> {
  try {
    const signal = AbortSignal.timeout(sendsForMs);
    return await takenOf(await fetch(url, { method: "POST", headers, body, redirect: "manual", signal }));
  } catch (error) {
    return failed(codeOf(error));
  }
}

/** Why an answer that is no success is none. */
export function httpFailure({ status }: Pick<Response, "status">): Taken {
  if (status >= 400 && status < 500 && !notOfMessage.includes(status))
    return { kind: "refused", code: `HTTP ${status}` };
  return failed(status >= 300 && status < 400 ? `HTTP ${status}, a redirect: none is followed` : `HTTP ${status}`);
}

const failed = (code: string): Taken => ({ kind: "failed", code });

/** Of an error the code alone is told: its text may quote the address, which may have a secret in it. */
function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === "TimeoutError") return `no answer in ${sendsForMs / 1_000} s`;
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : undefined;
  return typeof code === "string" && /^[A-Z0-9_]{1,48}$/.test(code) ? code : "no HTTP answer";
}
