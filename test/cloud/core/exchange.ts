import { aboutAnother, emptied } from "./beside-the-point.ts";
import type { CallLog, ProductName } from "./calls.ts";
import type { Clock } from "./clock.ts";
import type { Fault, Faults } from "./faults.ts";
import type { Principal } from "./principals.ts";
import { type Watch, watchNothing } from "./watch.ts";

/** An answer on the wire, already in its product's own format. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** The product's error code; null on success. */
  readonly code: string | null;
  /** True iff the world changed. */
  readonly effect: boolean;
};

/** What a fault has planned for the task that a call starts. */
export type TaskFate = {
  readonly failedTask: boolean;
  /** Parts of the task that are done before it fails. */
  readonly failsAfter?: number;
};

/** One authenticated or refused call, ready to be carried out. */
export type WireCall = {
  readonly product: ProductName;
  readonly action: string;
  readonly principal: Principal | undefined;
  /** Decoded parameters, for the wire log; never secrets. */
  readonly params: unknown;
  /** The ECS/ENS instance this call is about, if any, so that a fault can single it out. */
  readonly instanceId: string | undefined;
  /** What else it names, so that a fault can single it out: a function, a stack, a role. */
  readonly target?: string | undefined;
  readonly requestId: string;
  /** Carries the call out, including the checks of date and nonce; runs when the call takes effect, once. */
  readonly apply: (options: TaskFate) => Reply | Promise<Reply>;
  /** An error in the product's own format, without carrying the call out. */
  readonly refuse: (status: number, code: string, message: string) => Reply;
  /** What this product answers to a throttled caller (status and code differ by product). */
  readonly throttle: { readonly status: number; readonly code: string; readonly message?: string };
};

/** Where the answer goes: a node ServerResponse, or a caller inside the cloud such as an event bus. */
export type Caller = {
  readonly writeHead: (status: number, headers: Record<string, string | number>) => unknown;
  readonly end: (body: string | Uint8Array) => unknown;
  /** Closes the connection without an answer. */
  readonly destroy: () => unknown;
};

export type Exchange = (call: WireCall, response: Caller) => Promise<void>;
type Needs = {
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  readonly watch?: Watch;
};

/** Carries calls out under the planned faults and writes the wire log: the one place where a fault acts. */
export function createExchange({ clock, calls, faults, watch = watchNothing }: Needs): Exchange {
  const at = () => new Date(clock.nowMs()).toISOString();
  return async (call, response) => {
    const { product, action, params, requestId, instanceId, target } = call;
    const caller = call.principal?.function ?? null;
    const entry = calls.open({ product, action, params, requestId, function: caller });
    watch({ what: "asked", at: at(), call: { ...entry } });
    let body = "";
    const fault = faults.meet({ product, action, instanceId, target, function: caller });
    const meeting: Meeting = {
      call,
      clock,
      apply: async (fate = { failedTask: false }) => {
        const reply = await call.apply(fate);
        entry.effect = reply.effect;
        watch({ what: "done", at: at(), call: { ...entry, status: reply.status, code: reply.code } });
        return reply;
      },
      send: (reply) => {
        entry.status = reply.status;
        entry.code = reply.code;
        body = Buffer.from(reply.body).toString();
        const date = new Date(clock.nowMs()).toUTCString(); // the world's: node would put this machine's
        response.writeHead(reply.status, { date, ...reply.headers, "content-length": Buffer.byteLength(reply.body) });
        response.end(reply.body);
      },
      drop: () => void response.destroy(),
    };
    if (fault === undefined) meeting.send(await meeting.apply());
    else await acts[fault.effect](meeting, fault);
    watch({ what: "answered", at: at(), call: { ...entry }, body });
  };
}

type Meeting = {
  readonly call: WireCall;
  readonly clock: Clock;
  readonly apply: (fate?: TaskFate) => Promise<Reply>;
  readonly send: (reply: Reply) => void;
  /** Closes the connection without an answer. */
  readonly drop: () => void;
};

const acts: Record<Fault["effect"], (meeting: Meeting, fault: Fault) => Promise<void>> = {
  "lost-reply": async ({ apply, drop }) => {
    await apply();
    drop();
  },
  error: async ({ call, send }, { status, code, message = "A fault planned by the tester." }) =>
    send(call.refuse(status ?? 500, code ?? "InternalError", message)),
  throttle: async ({ call, send }, { status, code }) =>
    send(
      call.refuse(
        status ?? call.throttle.status,
        code ?? call.throttle.code,
        call.throttle.message ?? "Throttled by the tester.",
      ),
    ),
  garbage: async ({ send }, { status }) => send({ ...badGateway, status: status ?? 502 }),
  "not-applied": async ({ drop }) => drop(),
  delay: async ({ apply, send, drop, clock }, { ms = 1_000 }) => {
    if ((await held(clock, ms)) === "ended") drop();
    else send(await apply());
  },
  "failed-task": async ({ apply, send }, { after = 0 }) => send(await apply({ failedTask: true, failsAfter: after })),
  "applied-then-timeout": async ({ apply }) => {
    await apply(); // never answered: the caller's own deadline ends it
  },
  "applied-late": async ({ apply, drop, clock }, { ms }) => {
    clock.after(ms ?? 60_000, async () => {
      await apply();
    });
    drop();
  },
  "kill-before": async ({ call, drop }) => {
    call.principal?.instance?.kill();
    drop();
  },
  "kill-after": async ({ call, apply, drop }) => {
    await apply();
    call.principal?.instance?.kill();
    drop();
  },
  /** An asynchronous run has no caller to hang up: it goes on. */
  "hang-up": async ({ call, apply, send, drop }, { at }) => {
    const hangsUp = () => call.principal?.instance?.hangUp() === true;
    if (at === "request" && hangsUp()) return drop();
    const reply = await apply();
    if (at === "reply" && hangsUp()) return drop();
    send(reply);
  },
  freeze: async (meeting, { ms, at }) => {
    if (at === "request" && (await freeze(meeting, ms)) === "ended") return meeting.drop();
    const reply = await meeting.apply();
    if (at === "reply" && (await freeze(meeting, ms)) === "ended") return meeting.drop();
    meeting.send(reply);
  },
  empty: async ({ apply, send }) => send(emptied(await apply())),
  foreign: async ({ call, apply, send }) => send(aboutAnother(await apply(), call)),
};

const badGateway = {
  headers: { "content-type": "text/html" },
  body: "<html>bad gateway</html>",
  code: null,
  effect: false,
} as const;

async function freeze({ call, clock }: Meeting, ms = 60_000) {
  call.principal?.instance?.freeze();
  const how = await held(clock, ms);
  if (how === "over") call.principal?.instance?.thaw(); // else the reset ends the instance as it stands
  return how;
}

/** Waits in world time; `ended` if the world was reset meanwhile, and then nothing of the call may happen any more. */
const held = (clock: Clock, ms: number) =>
  new Promise<"over" | "ended">((resolve) => {
    clock.after(
      ms,
      () => resolve("over"),
      () => resolve("ended"),
    );
  });
