import { bytesOf, signed } from "./raw.ts";
import type { Product } from "./world.ts";

export const instanceA = "i-simA";
export const instanceB = "i-simB";
export const eventOne = "e-one";
export const eventTwo = "e-two";
export const eventThree = "e-three";
/** Raised while something old is delivered again. */
export const eventFour = "e-four";

const plainSecret = "whsec_c2ltdWxhdGlvbi1zZWNyZXQtcGxhaW4tMDAwMQ==";
const consentSecret = "whsec_c2ltdWxhdGlvbi1zZWNyZXQtY29uc2VudC0wMQ==";

export const principals = [
  { name: "plain", secret: plainSecret, rights: [] },
  { name: "consenting", secret: consentSecret, rights: ["mayConsent" as const] },
];

/** One thing that arrives at the function, once or more often, until it is done. */
export type Delivery = {
  readonly label: string;
  readonly shape: "event" | "http" | "invoke";
  readonly instanceId: string;
  /** The caller's own token. */
  readonly token: string | undefined;
  /** The event that it names. */
  readonly eventId: string | undefined;
  readonly mayConsent: boolean;
  /** The raw bytes, signed for this moment where that is needed. */
  readonly rawAt: (product: Product, nowMs: number) => Buffer;
  /** How often a caller asks again; a queue never gives up. */
  retriesLeft: number;
  /** True once it was answered so that nobody will send it again. */
  done: boolean;
};

/** What may arrive in a schedule; the first is the plainest. A tape's numbers rest on this order. */
export const templates: readonly (() => Delivery)[] = [
  copied(() => event(instanceA, eventOne, "Scheduled", "1")),
  copied(() => call(instanceA, "T1")),
  copied(() => event(instanceA, eventOne, "Inquiring", "2")),
  copied(() => call(instanceA, "T2")),
  copied(() => event(instanceA, eventTwo, "Scheduled", "3")),
  copied(() => call(instanceB, "T1")),
  copied(() => event(instanceB, eventThree, "Scheduled", "4")),
  copied(() => call(instanceA, "T3", { consents: true })),
  copied(() => call(instanceA, "T1", { consents: true, forceStop: true })),
  copied(() => invoke({ clientToken: "T1" })),
  copied(() => invoke({ eventId: eventOne })),
  copied(() => call(instanceB, "T3", { consents: true })),
];

/** A delivery is made once and copied for each schedule: its bytes stay the same, and so does what is made of them. */
function copied(make: () => Delivery): () => Delivery {
  let made: Delivery | undefined;
  return () => {
    made ??= make();
    return { ...made };
  };
}

function event(instanceId: string, eventId: string, eventStatus: string, envelope: string): Delivery {
  const raw = Buffer.from(
    JSON.stringify({
      id: `envelope-${envelope}`,
      source: "acs.ecs",
      specversion: "1.0",
      type: "ecs:Instance:SystemMaintenance.Redeploy",
      data: { eventId, instanceId, eventType: "SystemMaintenance.Redeploy", eventStatus },
    }),
  );
  return {
    ...blank,
    label: `event ${eventId} (${eventStatus})`,
    shape: "event",
    instanceId,
    eventId,
    rawAt: () => raw,
  };
}

function call(instanceId: string, token: string, { consents = false, forceStop = false } = {}): Delivery {
  const body = JSON.stringify({ InstanceId: instanceId, ClientToken: token, ForceStop: forceStop });
  return {
    ...blank,
    label: `call ${token} on ${instanceId}${forceStop ? ", ForceStop" : ""}${consents ? ", consenting" : ""}`,
    shape: "http",
    instanceId,
    token,
    mayConsent: consents,
    rawAt: signed(body, consents ? consentSecret : plainSecret),
  };
}

function invoke(key: { readonly clientToken: string } | { readonly eventId: string }): Delivery {
  const input = { InstanceId: instanceA, ForceStop: false };
  return queued({ operation: "RedeployInstance", input, source: "chat", actor: "person", reason: "asked for", ...key });
}

/** A direct invoke, or a command that reconciliation put into the queue. */
export function queued(
  command: Readonly<Record<string, unknown>> & { readonly clientToken?: string; readonly eventId?: string },
): Delivery {
  const raw = bytesOf(JSON.stringify(command));
  const { clientToken, eventId, input } = command;
  const { InstanceId } = input as { readonly InstanceId: string }; // every command of this operation has one
  return {
    ...blank,
    label: `invoke ${clientToken ?? eventId}`,
    shape: "invoke",
    instanceId: InstanceId,
    token: clientToken,
    eventId,
    rawAt: () => raw,
  };
}

const blank = { token: undefined, eventId: undefined, mayConsent: false, retriesLeft: 2, done: false };
