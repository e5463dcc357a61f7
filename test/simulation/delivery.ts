import type { EventRule } from "../../shared/remediation/rules.ts";
import { bytesOf, signed } from "./raw.ts";
import { ownersRules } from "./rules.ts";
import type { Product } from "./world.ts";

const plainSecret = "whsec_c2ltdWxhdGlvbi1zZWNyZXQtcGxhaW4tMDAwMQ==";
const consentSecret = "whsec_c2ltdWxhdGlvbi1zZWNyZXQtY29uc2VudC0wMQ==";

export const principals = [
  { name: "plain", secret: plainSecret, rights: [] },
  { name: "consenting", secret: consentSecret, rights: ["mayConsent" as const] },
];

/** One thing that arrives at the function, once or more often, until it is done. */
export type Delivery = {
  readonly label: string;
  /** The operation whose function it arrives at. */
  readonly operation: string;
  /** The owner's rules, as that function has them. */
  readonly rules: readonly EventRule[];
  readonly shape: "event" | "http" | "invoke";
  readonly instanceId: string;
  /** The caller's own token. */
  readonly token: string | undefined;
  /** The event that it names, and the status that it says. */
  readonly eventId: string | undefined;
  readonly eventStatus: string | undefined;
  readonly mayConsent: boolean;
  /** The raw bytes, signed for this moment where that is needed. */
  readonly rawAt: (product: Product, nowMs: number) => Buffer;
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
  const body = JSON.stringify({ ...input, ClientToken: token });
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
    rawAt: signed(body, consents ? consentSecret : plainSecret),
  };
}

type Key = { readonly clientToken: string } | { readonly eventId: string };

/** What somebody asks for over a chat. */
export const invoke = (operation: string, input: Readonly<Record<string, unknown>>, key: Key): Delivery =>
  queued({ operation, input, source: "chat", actor: "person", reason: "asked for", ...key });

/** A direct invoke, or a command that reconciliation put into the queue. */
export function queued(
  command: Readonly<Record<string, unknown>> & {
    readonly operation: string;
    readonly clientToken?: string;
    readonly eventId?: string;
  },
): Delivery {
  const raw = bytesOf(JSON.stringify(command));
  const { operation, clientToken, eventId, input } = command;
  return {
    ...blank,
    label: `invoke ${clientToken ?? eventId}`,
    operation,
    rules: ownersRules,
    shape: "invoke",
    instanceId: targetOf(input as Input),
    token: clientToken,
    eventId,
    rawAt: () => raw,
  };
}

type Input = Readonly<Record<string, unknown>>; // every command of the product has one

const targetOf = ({ InstanceId, ResourceId }: Input) => String(InstanceId ?? ResourceId);

const blank = {
  rules: ownersRules,
  token: undefined,
  eventId: undefined,
  eventStatus: undefined,
  mayConsent: false,
  retriesLeft: 2,
  done: false,
  isOthers: false,
};
