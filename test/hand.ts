import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { setTimeout as realDelay } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { type Counted, chatBy } from "./chat-hand.ts";
import type { Call } from "./cloud/core/calls.ts";
import type { ChatSettings } from "./cloud/dingtalk/settings.ts";
import type { AnswerName } from "./cloud/notices/answers.ts";
import type { ReceivedNotice } from "./cloud/notices/notices.ts";

/** The parts of `GET /_cloud/world` that tests and the demo read. */
type WorldView = {
  readonly now: string;
  readonly settings: {
    readonly webhookSecret: string;
    readonly consentSecret: string;
    readonly consentKey: { readonly secretKey: string };
    readonly dingtalk: ChatSettings;
    readonly regionId: string;
    readonly accountId?: string;
    /** What each function's name in FC begins with. */
    readonly stack?: string;
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
  };
  readonly instances: Readonly<
    Record<
      string,
      {
        readonly status: string;
        readonly effects: Readonly<Record<string, number>>;
        readonly tags: Readonly<Record<string, string>>;
      }
    >
  >;
  readonly events: Readonly<
    Record<string, { readonly instanceId: string; readonly eventStatus: string; readonly notBefore: string }>
  >;
  readonly queue: readonly {
    readonly id: string;
    readonly function: string;
    readonly state: string;
    readonly nextTryAt: string | null;
  }[];
  readonly work: { readonly running: number; readonly callers: number };
  readonly deadLetters: readonly unknown[];
};

/** What a signed call answered. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, unknown>;
};

/** A call of a hook, as `GET /_cloud/hooks` shows it. */
export type HookCall = {
  readonly at: string;
  readonly name: string;
  /** What it was answered by, as its script says. */
  readonly answer: { readonly state?: string };
  readonly body: {
    readonly phase: string;
    readonly instanceId: string;
    readonly operationId: string;
    readonly attempt?: number;
    readonly outcome?: string;
  };
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
  const requests = countOpen();
  const post = async (functionName: string, path: string, init: RequestInit): Promise<HttpAnswer> => {
    const answer = await fetch(`${url}/fn/${functionName}${path}`, init);
    const text = await answer.text();
    const seen = { status: answer.status, headers: answer.headers, text, body: asObject(text) };
    check(functionName, seen);
    return seen;
  };
  const waits = createWaits(ask, requests);
  /** Signs at world time and calls the function's HTTP trigger. */
  const callSigned = async (
    functionName: string,
    body: unknown,
    secret?: string,
    headers?: Record<string, string>,
    path?: string,
  ) => {
    const { now, settings } = await world();
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const signature = signedHeaders(secret ?? settings.webhookSecret, text, Date.parse(now));
    const sent = { ...json, ...signature, ...headers };
    return post(functionName, path ?? "/", { method: "POST", headers: sent, body: text });
  };
  const advance = (advanceMs: number) => ask("POST", "clock", { advanceMs });
  return {
    world,
    calls: async (since = 0) => ((await ask("GET", `calls?since=${since}`)) as { calls: Call[] }).calls,
    advance,
    /**
     * Lets the timer run once a minute for so many minutes, each run to its end. In half minutes: in a leap of a whole one the
     * 40 s that a run gives itself may be over as soon as it has begun, unless the leap ends where the timer is due.
     */
    minutes: async (count: number) => {
      for (let half = 0; half < 2 * count; half++) {
        await advance(30_000);
        await waits.idle();
      }
    },
    ...scriptsBy(ask, requests.counted),
    reset: () => ask("POST", "reset", {}),
    /** Puts a policy in force, by the function console; resolves with its answer. */
    policy: (policy: object, why?: string) => ask("POST", "policy", { policy, why }),
    raise: async (instanceId: string, event: object = {}) => {
      const planned = { eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" };
      return ((await ask("POST", "events", { instanceId, ...planned, ...event })) as { eventId: string }).eventId;
    },
    move: (eventId: string, change: object) => ask("POST", `events/${eventId}`, change),
    /** Withdraws the events that the fleet begins with. Else reconcile finds and answers them in the first minute. */
    quietFleet: async () => withdrawAll(ask, Object.keys((await world()).events)),
    publish: requests.counted(async (events: unknown) => {
      const init = { method: "POST", headers: json, body: JSON.stringify(events) };
      return (await fetch(`${url}/eventbridge/events`, init)).status;
    }),
    request: requests.counted((functionName: string, init: RequestInit, path?: string) =>
      post(functionName, path ?? "/", init),
    ),
    call: requests.counted(callSigned),
    /** A call by who may consent, who says where to and to what loss; signed with a key. */
    consent: requests.counted(async (functionName: string, body: object, headers?: Record<string, string>) => {
      const { consentKey, regionId } = (await world()).settings;
      const said = { Action: actionOf(functionName), RegionId: regionId, AcceptDataLoss: everyLoss };
      return callSigned(functionName, { ...said, ...body }, consentKey.secretKey, headers);
    }),
    ...waits,
  };
}

const channelsBy = (ask: Ask) => ({
  /** What came to the channels, in order. */
  notices: async () => ((await ask("GET", "notices")) as { notices: ReceivedNotice[] }).notices,
  /** From now on a channel answers so. */
  answerBy: (channel: string, answer: AnswerName) => ask("POST", "notices", { channel, answer }),
});

const faultsBy = (ask: Ask) => ({
  ...channelsBy(ask),
  fault: (fault: object) => ask("POST", "faults", fault),
  faults: async () => (await ask("GET", "faults")) as { id: string; hits: number }[],
  clearFaults: () => ask("DELETE", "faults"),
  /** The platform puts another local disk into a machine. */
  swapDisk: async (instanceId: string) =>
    (await ask("POST", "disks", { instanceId })) as { readonly diskId: string; readonly replaced: string },
});

async function withdrawAll(ask: Ask, eventIds: readonly string[]): Promise<void> {
  for (const eventId of eventIds) await ask("POST", `events/${eventId}`, { eventStatus: "Canceled" });
}

/** How many requests of this hand wait for their answer, and whether any began or ended since one looked. */
type Requests = { readonly open: number; readonly turns: number };

function countOpen() {
  const seen = { open: 0, turns: 0 };
  const turn = (by: number) => {
    seen.open += by;
    seen.turns++;
  };
  return {
    seen: (): Requests => ({ ...seen }),
    counted:
      <Sent extends unknown[], Answer>(send: (...sent: Sent) => Promise<Answer>) =>
      async (...sent: Sent): Promise<Answer> => {
        turn(1);
        try {
          return await send(...sent);
        } finally {
          turn(-1);
        }
      },
  };
}

/**
 * Waiting for what happens on the wire. The world's time does not pass by that: what comes of a later try, a timer or a
 * task is for `advance`. Nothing is concluded from how long something took; the limit only ends what hangs.
 */
function createWaits(ask: Ask, requests: { readonly seen: () => Requests }) {
  const lookAtWork = async () => (await ask("GET", "work")) as Pick<WorldView, "now" | "queue" | "work">;
  const waitFor = async <Seen>(what: string, look: () => Promise<Seen | undefined>): Promise<Seen> => {
    for (let polls = 0; polls < maxPolls; polls++) {
      const seen = await look();
      if (seen !== undefined) return seen;
      await realDelay(pollMs);
    }
    throw new Error(`${what}: not so within ${(maxPolls * pollMs) / 60_000} minutes`);
  };
  return {
    /** What runs and what waits. */
    work: lookAtWork,
    /** Resolves with the calls on the wire once they are as wanted. */
    until: (wanted: (calls: readonly Call[]) => boolean, since = 0): Promise<readonly Call[]> =>
      waitFor("What was waited for happens on the wire", async () => {
        const { calls } = (await ask("GET", `calls?since=${since}`)) as { calls: Call[] };
        return wanted(calls) ? calls : undefined;
      }),
    /** Resolves when no function runs, or what runs is frozen, and every request has arrived: nothing more happens. */
    quiet: () =>
      waitFor("Nothing happens any more", async () => {
        const before = requests.seen();
        const { work } = await lookAtWork();
        const isStill = requests.seen().turns === before.turns;
        return isStill && work.running === 0 && work.callers === before.open ? true : undefined;
      }),
    /** Resolves when no function runs and no delivery is under way; those that wait for a later try are left. */
    idle: () =>
      waitFor("The local cloud is idle", async () => {
        const { queue, work } = await lookAtWork();
        return work.running === 0 && queue.every(({ state }) => state !== "running") ? true : undefined;
      }),
  };
}

/** What is to go wrong, what hooks say, and what people do in DingTalk. */
const scriptsBy = (ask: Ask, counted: Counted) => ({ ...faultsBy(ask), ...hooksBy(ask), chat: chatBy(ask, counted) });

/** The owner's hooks: how they answer, and what they were asked. */
const hooksBy = (ask: Ask) => ({
  /** One answer after the other, the last for good. */
  hook: (name: string, ...answers: readonly object[]) => ask("POST", "hooks", { name, answers }),
  hooked: async () => ((await ask("GET", "hooks")) as { hooks: HookCall[] }).hooks,
});

const pollMs = 20;
/** At least two minutes: far from what a busy machine takes. */
const maxPolls = 6_000;
const json = { "content-type": "application/json" };

const everyLoss = ["localDisks", "unsavedMemory", "systemDisk"];
/** A function is named after its operation. */
const actionOf = (functionName: string) =>
  functionName
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/**
 * The three Standard Webhooks headers over a body, at a time in epoch milliseconds: with a secret (`whsec_`) by the
 * reference library, with a secret key (`whsk_`) by ed25519.
 */
export function signedHeaders(secret: string, body: string, atMs: number) {
  const id = `msg_${randomUUID()}`;
  const timestamp = String(Math.floor(atMs / 1_000));
  const signature = secret.startsWith("whsk_")
    ? `v1a,${sign(null, Buffer.from(`${id}.${timestamp}.${body}`), privateKey(secret)).toString("base64")}`
    : new Webhook(secret).sign(id, new Date(atMs), body);
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
}

/** A secret key is seed and public key in one. */
function privateKey(secret: string) {
  const bytes = Buffer.from(secret.slice("whsk_".length), "base64");
  const [d, x] = [bytes.subarray(0, 32), bytes.subarray(32)].map((half) => half.toString("base64url"));
  return createPrivateKey({ key: { kty: "OKP", crv: "Ed25519", d: d ?? "", x: x ?? "" }, format: "jwk" });
}

const asObject = (text: string): Record<string, unknown> => {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
};
