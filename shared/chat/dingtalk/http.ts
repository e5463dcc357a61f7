import { OpError } from "../../errors.ts";

/** The platform has not taken what was to be told. */
export class NotTold extends OpError {
  /** Of its HTTP answer, if there was one. */
  readonly answered: number | undefined;

  /** `why`: without an address or a secret. */
  constructor(why: string, answered?: number) {
    super("unavailable", "NotTold", `DingTalk has not taken a message: ${why}.`);
    this.answered = answered;
  }
}

/** A platform that has not answered by then has not taken it, milliseconds (invented). */
const sendsForMs = 5_000;
/** More of an answer is not read, bytes (invented: they are short). */
const mostAnswerBytes = 65_536;

type Answered = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

/** Sends JSON, and returns the JSON object that answers it. No redirect is followed. Throws `NotTold`. */
export async function send(
  method: "POST" | "PUT",
  url: string,
  body: object,
  headers: Headers = {},
): Promise<Answered> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      redirect: "manual",
      signal: AbortSignal.timeout(sendsForMs),
    });
    const text = await readUpTo(answer, mostAnswerBytes);
    if (!answer.ok) throw new NotTold(`HTTP ${answer.status}`, answer.status);
    return objectIn(text);
  } catch (error) {
    if (error instanceof NotTold) throw error;
    throw new NotTold(error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "no HTTP answer");
  }
}

/** The text of an answer, if it has no more bytes than that. Throws `NotTold`. */
export async function readUpTo({ body }: Pick<Response, "body">, most: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > most) throw new NotTold("an answer without an end");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function objectIn(text: string): Answered {
  const value: unknown = text === "" ? {} : JSON.parse(text);
  if (typeof value === "object" && value !== null) return { ...value };
  throw new NotTold("an answer that is no object");
}
