import type { ServerResponse } from "node:http";

const largeBytes = 10 * 1_024 * 1_024;

/** How a channel may answer, well and badly. */
export const answers = {
  ok: (response: ServerResponse) => void response.writeHead(204).end(),
  error: (response: ServerResponse) => void response.writeHead(500).end("no"),
  throttle: (response: ServerResponse) => void response.writeHead(429, { "retry-after": "60" }).end(),
  /** No HTTP. */
  garbage: (response: ServerResponse) => void response.socket?.end("\u0000\u0001 this is no answer\r\n\r\n"),
  /** Taken, with an answer that nobody wants to read. */
  large: (response: ServerResponse) => void response.writeHead(200).end(Buffer.alloc(largeBytes, "x")),
  /** Nothing ever comes. */
  never: () => undefined,
  /** To another host, which would get what was signed. */
  redirect: (response: ServerResponse) => void response.writeHead(307, { location: "/channels/elsewhere" }).end(),
  "hang up": (response: ServerResponse) => void response.socket?.destroy(),
} as const;

export type AnswerName = keyof typeof answers;

export const answerNames = Object.keys(answers) as [AnswerName, ...AnswerName[]]; // the table's own keys
