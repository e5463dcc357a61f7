import { randomUUID } from "node:crypto";
import { setTimeout as realDelay } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { Call } from "./cloud/core/calls.ts";

/** The parts of `GET /_cloud/world` that tests and the demo read. */
type WorldView = {
  readonly now: string;
  readonly settings: { readonly webhookSecret: string; readonly consentSecret: string; readonly accountId?: string };
  readonly instances: Readonly<
    Record<string, { readonly status: string; readonly effects: Readonly<Record<string, number>> }>
  >;
  readonly events: Readonly<
    Record<string, { readonly instanceId: string; readonly eventStatus: string; readonly notBefore: string }>
  >;
  readonly queue: readonly { readonly state: string }[];
  readonly deadLetters: readonly unknown[];
};

/** What a signed call answered. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
};

type Ask = (method: string, path: string, body?: unknown) => Promise<unknown>;

export type Hand = ReturnType<typeof createHand>;

/**
 * The hand of a tester: everything it does goes through the local cloud's HTTP doors, as a user's curl would. `check` sees
 * each answer of a function, and throws at one that must not be.
 */
export function createHand(
  { url, wireUrl }: { readonly url: string; readonly wireUrl: string },
  check: (functionName: string, answer: HttpAnswer) => void = () => undefined,
) {
  const ask: Ask = async (method, path, body) => {
    const init = body === undefined ? { method } : { method, headers: json, body: JSON.stringify(body) };
    const answer = await fetch(`${wireUrl}/_cloud/${path}`, init);
    if (!answer.ok) throw new Error(`${method} /_cloud/${path}: ${answer.status} ${await answer.text()}`);
    return await answer.json();
  };
  const world = async () => (await ask("GET", "world")) as WorldView;
  const post = async (functionName: string, path: string, init: RequestInit): Promise<HttpAnswer> => {
    const answer = await fetch(`${url}/fn/${functionName}${path}`, init);
    const text = await answer.text();
    const seen = { status: answer.status, headers: answer.headers, text, body: asObject(text) };
    check(functionName, seen);
    return seen;
  };
  const waits = createWaits(ask, world);
  const advance = (advanceMs: number) => ask("POST", "clock", { advanceMs });
  return {
    world,
    calls: async (since = 0) => ((await ask("GET", `calls?since=${since}`)) as { calls: Call[] }).calls,
    advance,
    /** Lets the timer run once a minute for so many minutes, each run to its end. */
    minutes: async (count: number) => {
      for (let minute = 0; minute < count; minute++) {
        await advance(60_000);
        await waits.idle();
      }
    },
    fault: (fault: object) => ask("POST", "faults", fault),
    faults: async () => (await ask("GET", "faults")) as { id: string; hits: number }[],
    clearFaults: () => ask("DELETE", "faults"),
    reset: () => ask("POST", "reset", {}),
    raise: async (instanceId: string, event: object = {}) => {
      const planned = { eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" };
      return ((await ask("POST", "events", { instanceId, ...planned, ...event })) as { eventId: string }).eventId;
    },
    move: (eventId: string, change: object) => ask("POST", `events/${eventId}`, change),
    publish: async (events: unknown) =>
      (await fetch(`${url}/eventbridge/events`, { method: "POST", headers: json, body: JSON.stringify(events) }))
        .status,
    request: (functionName: string, init: RequestInit, path = "/") => post(functionName, path, init),
    /** Signs with the reference library at world time and calls the function's HTTP trigger. */
    call: async (
      functionName: string,
      body: unknown,
      secret?: string,
      headers: Record<string, string> = {},
      path = "/",
    ) => {
      const { now, settings } = await world();
      const text = typeof body === "string" ? body : JSON.stringify(body);
      const signature = signedHeaders(secret ?? settings.webhookSecret, text, Date.parse(now));
      return post(functionName, path, { method: "POST", headers: { ...json, ...signature, ...headers }, body: text });
    },
    ...waits,
  };
}

/** Waiting for what happens on the wire, in real time. */
function createWaits(ask: Ask, world: () => Promise<WorldView>) {
  return {
    /** Resolves with the calls on the wire once they are as wanted. */
    until: async (wanted: (calls: readonly Call[]) => boolean, since = 0): Promise<readonly Call[]> => {
      for (let polls = 0; polls < maxPolls; polls++) {
        const { calls } = (await ask("GET", `calls?since=${since}`)) as { calls: Call[] };
        if (wanted(calls)) return calls;
        await realDelay(pollMs);
      }
      throw new Error("What was waited for did not happen on the wire within 30 s");
    },
    /** Resolves when nothing runs, or what runs is frozen: nothing new happens on the wire any more. */
    quiet: async () => {
      for (let polls = 0, still = 0, last = -1; still < quietPolls && polls < maxPolls; polls++) {
        if ((await world()).queue.every(({ state }) => state !== "running")) return;
        const { calls } = (await ask("GET", `calls?since=${Math.max(last, 0)}`)) as { calls: Call[] };
        still = calls.length === 0 ? still + 1 : 0;
        last = calls.at(-1)?.seq ?? last;
        await realDelay(pollMs);
      }
    },
    /** Resolves when no delivery is running; those that wait for a later try are left. */
    idle: async () => {
      for (let polls = 0; polls < maxPolls; polls++) {
        if ((await world()).queue.every(({ state }) => state !== "running")) return;
        await realDelay(pollMs);
      }
      throw new Error("The local cloud is still busy after 30 s");
    },
  };
}

const pollMs = 20;
/** Longer than a function's cold start on a busy machine, in polls. */
const quietPolls = 100;
const maxPolls = 1_500;
const json = { "content-type": "application/json" };

/** The three Standard Webhooks headers over a body, at a time in epoch milliseconds. */
export function signedHeaders(secret: string, body: string, atMs: number) {
  const id = `msg_${randomUUID()}`;
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(atMs / 1_000)),
    "webhook-signature": new Webhook(secret).sign(id, new Date(atMs), body),
  };
}

const asObject = (text: string): Record<string, unknown> => {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
};
