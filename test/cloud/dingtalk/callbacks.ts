/** What is posted to the receiver: `path` below its address. */
export type Sent = {
  readonly path: "/dingtalk" | "/dingtalk/card";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What an answer came to. */
type Outcome = "a message" | "a card's data" | "nothing" | "not understood";

/** A callback and what became of it. `at` is world time, ISO 8601; `ms` is real time. */
export type Callback = {
  readonly seq: number;
  readonly at: string;
  readonly path: Sent["path"];
  readonly by: string;
  /** Of a message. */
  readonly msgId: string | null;
  /** Of a click: the card's `outTrackId`. */
  readonly card: string | null;
  /** null: nobody answered. */
  readonly status: number | null;
  readonly ms: number;
  readonly isAcknowledged: boolean;
  /** A click's, answered after two seconds: the person was told that it failed. */
  readonly isLate: boolean;
  readonly answer: Outcome;
};

/** Real milliseconds in which a click has to be answered (DingTalk, "Card event callback"). No document has a limit for messages. */
const clickMs = 2_000;

type About = Pick<Callback, "by" | "msgId" | "card">;

export type Callbacks = {
  readonly all: () => readonly Callback[];
  /** The headers of an earlier one. */
  readonly headersOf: (seq: number) => Sent["headers"] | undefined;
  /** Posts it, and has the text of an answer of success read. */
  readonly send: (sent: Sent, about: About, read: (text: string) => Outcome) => Promise<Callback>;
};

type Needs = {
  readonly nowMs: () => number;
  /** A stopwatch, milliseconds. */
  readonly nowRealMs: () => number;
  /** Where the callbacks go now. */
  readonly address: () => string;
};

/** What DingTalk has told, in order. It tells a thing once, whatever is answered. */
export function createCallbacks({ nowMs, nowRealMs, address }: Needs): Callbacks {
  const callbacks: Callback[] = [];
  const headers = new Map<number, Sent["headers"]>();
  let seq = 0;
  return {
    all: () => callbacks,
    headersOf: (number) => headers.get(number),
    send: async (sent, about, read) => {
      const number = ++seq;
      headers.set(number, sent.headers);
      const at = new Date(nowMs()).toISOString();
      const beganMs = nowRealMs();
      const { status, text } = await post(`${address()}${sent.path}`, sent);
      const ms = Math.round(nowRealMs() - beganMs);
      const isAcknowledged = status !== null && status >= 200 && status < 300;
      const callback: Callback = {
        ...{ seq: number, at, path: sent.path, ...about, status, ms, isAcknowledged },
        isLate: sent.path === "/dingtalk/card" && ms > clickMs,
        answer: isAcknowledged ? read(text) : "nothing",
      };
      callbacks.push(callback);
      return callback;
    },
  };
}

async function post(url: string, { headers, body }: Sent): Promise<{ status: number | null; text: string }> {
  try {
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return { status: null, text: "" }; // nobody listens there, or hangs up
  }
}
