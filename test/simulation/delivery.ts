import type { Word } from "../../shared/chat/word-store.ts";
import type { Dispatched } from "../../shared/command.ts";
import type { Current, Waiting } from "../../shared/ledger/row.ts";
import type { Principal } from "../../shared/principal.ts";
import type { EventRule } from "../acting-by.ts";
import { scope } from "./names.ts";
import { bytesOf, signed } from "./raw.ts";
import { approver, forger, ownersRules, personsChat, second } from "./rules.ts";
import type { Product } from "./world.ts";

const plainSecret = "whsec_c2ltdWxhdGlvbi1zZWNyZXQtcGxhaW4tMDAwMQ==";
const consentSecret = "whsec_c2ltdWxhdGlvbi1zZWNyZXQtY29uc2VudC0wMQ==";

export const principals: readonly Principal[] = [
  { name: "plain", keys: [plainSecret], decides: false },
  { name: "consenting", keys: [consentSecret], decides: true },
  // They sign nothing here: what they say comes by a door of their own.
  ...[approver, second, forger].map((name) => ({ name, keys: [], decides: true })),
];

/** One thing that arrives at the function, once or more often, until it is done. */
export type Delivery = {
  readonly label: string;
  /** The operation whose function it arrives at. */
  readonly operation: string;
  /** The owner's rules, as that invocation reads them. */
  readonly rules: readonly EventRule[];
  readonly shape: "event" | "http" | "invoke" | "word";
  readonly instanceId: string;
  /** The caller's own token. */
  readonly token: string | undefined;
  /** The event that it names, and the status that it says. */
  readonly eventId: string | undefined;
  readonly eventStatus: string | undefined;
  readonly mayConsent: boolean;
  /** Whose token it is, as the record has it. */
  readonly caller: string;
  /** The raw bytes, signed for this moment where that is needed. */
  readonly rawAt: (product: Product, nowMs: number) => Buffer;
  /** What somebody has said by chat, and the key of the message that brought it. */
  readonly said?: Said;
  /** Hears how it ended: with what was answered, or undefined. */
  readonly onEnd?: (answer: object | undefined) => void;
  /** How often a caller, or FC's queue, asks again; the bus never gives up. */
  retriesLeft: number;
  /** True once it was answered so that nobody will send it again. */
  done: boolean;
  /** True once its function said that another one looks at it. */
  isOthers: boolean;
};

type Notice = Pick<Delivery, "operation" | "instanceId"> &
  Partial<Pick<Delivery, "rules">> & {
    readonly eventId: string;
    readonly eventType: string;
    readonly eventStatus: string;
    readonly source?: string;
  };

/** A system event's notice. */
export function event({ operation, rules = [], source = "acs.ecs", ...data }: Notice): Delivery {
  const { eventId, eventStatus, eventType, instanceId } = data;
  const type = `ecs:Instance:${eventType}`;
  const raw = Buffer.from(JSON.stringify({ id: `envelope-${eventStatus}`, source, specversion: "1.0", type, data }));
  const label = `event ${eventId} (${eventStatus})${operation === "RedeployInstance" ? "" : ` to ${operation}`}`;
  return { ...blank, label, operation, rules, shape: "event", instanceId, eventId, eventStatus, rawAt: () => raw };
}

/** A signed call. */
export function call(
  operation: string,
  token: string,
  input: Readonly<Record<string, unknown>>,
  consents = false,
): Delivery {
  const body = JSON.stringify({ ...input, ClientToken: token, ...(consents && consent(operation)) });
  const instanceId = targetOf(input);
  const [, ...more] = Object.entries(input).map(([name, value]) => (value === true ? name : ""));
  const named = [...more.filter((name) => name !== ""), ...(consents ? ["consenting"] : [])];
  return {
    ...blank,
    label: [`call ${token} on ${instanceId}`, ...named].join(", "),
    operation,
    shape: "http",
    instanceId,
    token,
    mayConsent: consents,
    caller: consents ? "consenting" : "plain",
    rawAt: signed(body, consents ? consentSecret : plainSecret),
  };
}

type Calls = (operation: string, token: string, input: Input, consents: boolean) => Delivery;

/** A call that no freeze holds, by who may consent and override. */
export const overriding = (make: Calls, operation: string, token: string, input: Input): Delivery => {
  const said = { ...input, Override: true, Reason: "it cannot wait" };
  return make(operation, token, said, true);
};

/** Whoever may consent says where to, and to what. */
const consent = (Action: string) => ({
  Action,
  RegionId: scope.regionId,
  AcceptDataLoss: ["localDisks", "unsavedMemory", "systemDisk"],
});

/** A signed call that FC has answered 202 already: it may wait. */
export function queuedCall(operation: string, token: string, input: Input, consents = false): Delivery {
  const plain = call(operation, token, input, consents);
  const body = JSON.stringify({ ...input, ClientToken: token, ...(consents && consent(operation)) });
  return {
    ...plain,
    label: `queued ${plain.label}`,
    rawAt: signed(body, consents ? consentSecret : plainSecret, { "x-fc-invocation-type": "Async" }),
  };
}

type Said = { readonly key: string; readonly word: Omit<Word, "askedAtMs"> };

/** What a person asks for by chat, in the message of this number. */
export function word(message: number, operation: string, InstanceId: string): Delivery {
  const key = message.toString(16).padStart(32, "0");
  const machine = { by: "id", value: InstanceId } as const;
  const args = { Reason: "asked for" };
  const wish = { verb: operation, language: "en", to: { operation }, args, machine, again: false } as const;
  return {
    ...blank,
    label: `word ${message} of ${operation}`,
    operation,
    shape: "word",
    instanceId: InstanceId,
    said: { key, word: { person: personsChat, conversation: "group", wish } },
    caller: personsChat,
    rawAt: () => bytesOf(""),
  };
}

/** The function of an operation is invoked for a word, by who waits for its answer and does not try again. */
export function operatedBy({ person, wish }: Said["word"], payload: object, onEnd: Delivery["onEnd"]): Delivery {
  const raw = bytesOf(JSON.stringify(payload));
  const { operation, word: key } = payload as { readonly operation: string; readonly word: string }; // as carry-out.ts writes it
  return {
    ...blank,
    ...(onEnd && { onEnd }),
    label: `${operation} for word ${Number.parseInt(key, 16)}`,
    operation,
    shape: "http",
    instanceId: wish.machine?.value ?? "",
    token: `chat-${key}`,
    caller: person,
    rawAt: () => raw,
    retriesLeft: 0,
  };
}

type Key = { readonly clientToken: string } | { readonly eventId: string };

/** What somebody asks for over a chat. */
export function invoke(operation: string, input: Input, key: Key): Delivery {
  const { clientToken, eventId } = { clientToken: undefined, eventId: undefined, ...key };
  const raw = bytesOf(
    JSON.stringify({ operation, input, source: "chat", actor: "person", reason: "asked for", ...key }),
  );
  return {
    ...blank,
    label: `invoke ${clientToken ?? eventId}`,
    operation,
    shape: "invoke",
    instanceId: targetOf(input),
    token: clientToken,
    eventId,
    rawAt: () => raw,
  };
}

/** An operation on record that reconciliation put into the queue; `stored`: what the row has of it. */
export function dispatched(command: Dispatched, stored: Current | Waiting | undefined): Delivery {
  const raw = bytesOf(JSON.stringify(command));
  const { operation, instanceId } = command;
  const { clientToken, eventId, actor = blank.caller } = stored ?? {};
  return {
    ...blank,
    label: `invoke ${clientToken ?? eventId}`,
    operation,
    shape: "invoke",
    instanceId,
    token: clientToken,
    eventId,
    caller: actor,
    rawAt: () => raw,
  };
}

/** A notice of an event that reconciliation found and put into the queue of a function. */
export function found(operation: string, notice: FoundNotice): Delivery {
  const raw = bytesOf(JSON.stringify(notice));
  const { eventId, eventStatus, instanceId } = notice.data;
  const label = `found ${eventId}`;
  return { ...blank, label, operation, shape: "invoke", instanceId, eventId, eventStatus, rawAt: () => raw };
}

/** What is read here of the notice that the product makes. */
export type FoundNotice = {
  readonly data: { readonly eventId: string; readonly instanceId: string; readonly eventStatus: string };
};

type Input = Readonly<Record<string, unknown>>;

const targetOf = ({ InstanceId, ResourceId }: Input) => String(InstanceId ?? ResourceId);

const blank = {
  rules: ownersRules,
  token: undefined,
  eventId: undefined,
  eventStatus: undefined,
  mayConsent: false,
  /** As the product names whoever comes by FC's own access control. */
  caller: "ram",
  retriesLeft: 2,
  done: false,
  isOthers: false,
};
