import { createHmac, timingSafeEqual } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { Clock } from "../core/clock.ts";
import type { Product } from "../core/http.ts";
import type { Watch } from "../core/watch.ts";
import { type AnswerName, answers } from "./answers.ts";

/** A message that came to a channel. `isSigned`: by the secret of the settings, within five minutes, as Standard Webhooks has it. */
export type ReceivedNotice = {
  readonly at: string;
  readonly channel: string;
  readonly id: string | null;
  readonly isSigned: boolean;
  /** What it was answered by. */
  readonly answer: AnswerName;
  readonly notice: unknown;
};

export type Notices = Product & {
  readonly received: () => readonly ReceivedNotice[];
  /** From now on this channel answers so. */
  readonly answerBy: (channel: string, answer: AnswerName) => void;
};

const path = /^\/channels\/([a-z0-9-]{1,32})$/;
const maxBytes = 256 * 1_024;
/** Standard Webhooks, "Verifying signatures": the tolerance of its libraries. */
const toleranceMs = 300_000;

type Needs = {
  readonly clock: Pick<Clock, "nowMs">;
  readonly settings: { readonly noticesSecret: string };
  readonly watch: Watch;
};

/** The people's end of the channels: `POST /channels/<name>` on the wire's port takes a notice. */
export function createNotices({ clock, settings, watch }: Needs): Notices {
  const received: ReceivedNotice[] = [];
  const manners = new Map<string, AnswerName>();
  const take = (channel: string, headers: Headers, body: Buffer) => {
    const answer = manners.get(channel) ?? "ok";
    const isSigned = isSignedBy(settings.noticesSecret, headers, body, clock.nowMs());
    const at = new Date(clock.nowMs()).toISOString();
    const one = { at, channel, id: headers["webhook-id"] ?? null, isSigned, answer, notice: json(body) };
    received.push(one);
    watch({ what: "notice", ...one });
    return answer;
  };
  return {
    owns: ({ url = "" }) => path.test(url),
    handle: async (request, response, body) => {
      const [, channel = ""] = path.exec(request.url ?? "") ?? [];
      if (request.method !== "POST") return finish(response, 405);
      if (body.length > maxBytes) return finish(response, 413);
      const answer = take(channel, plainHeaders(request.headers), body);
      answers[answer](response);
    },
    received: () => received,
    answerBy: (channel, answer) => void manners.set(channel, answer),
    reset: () => {
      received.length = 0;
      manners.clear();
    },
  };
}

type Headers = Readonly<Record<string, string | undefined>>;

const plainHeaders = (headers: Readonly<Record<string, unknown>>): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

function isSignedBy(secret: string, headers: Headers, body: Buffer, nowMs: number): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": given = "" } = headers;
  if (id === undefined || timestamp === undefined) return false;
  if (Math.abs(Number(timestamp) * 1_000 - nowMs) > toleranceMs) return false;
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const wanted = Buffer.from(
    `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64")}`,
  );
  return given.split(" ").some((one) => one.length === wanted.length && timingSafeEqual(Buffer.from(one), wanted));
}

function json(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

const finish = (response: ServerResponse, status: number) => void response.writeHead(status).end();
