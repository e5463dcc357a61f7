import type { Product } from "./world.ts";

export const instanceA = "i-simA";
export const instanceB = "i-simB";
export const eventOne = "e-one";
export const eventTwo = "e-two";
export const eventThree = "e-three";

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

type Template = () => Delivery;

/** What may arrive in a schedule; the first is the plainest. */
export const templates: readonly Template[] = [
  () => event(instanceA, eventOne, "Scheduled", "1"),
  () => call(instanceA, "T1"),
  () => event(instanceA, eventOne, "Inquiring", "2"),
  () => call(instanceA, "T2"),
  () => event(instanceA, eventTwo, "Scheduled", "3"),
  () => call(instanceB, "T1"),
  () => event(instanceB, eventThree, "Scheduled", "4"),
  () => call(instanceA, "T3", { consents: true }),
  () => call(instanceA, "T1", { consents: true, forceStop: true }),
  () => invoke({ clientToken: "T1" }),
  () => invoke({ eventId: eventOne }),
];

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
    rawAt: (product, nowMs) => signedRequest(product, body, consents ? consentSecret : plainSecret, nowMs),
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
  const raw = Buffer.from(JSON.stringify(command));
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

/** Signing costs more than a small step of the product; most schedules begin at the same few moments. */
const signed = new Map<string, Buffer>();

function signedRequest(product: Product, body: string, secret: string, nowMs: number): Buffer {
  const key = `${Math.floor(nowMs / 1_000)} ${secret} ${body}`;
  const known = signed.get(key);
  if (known !== undefined) return known;
  if (signed.size > 10_000) signed.clear();
  const raw = requestOf(product, body, secret, nowMs);
  signed.set(key, raw);
  return raw;
}

function requestOf({ sign }: Product, body: string, secret: string, nowMs: number): Buffer {
  const timestamp = String(Math.floor(nowMs / 1_000));
  const signature = sign(secret, "id", timestamp, Buffer.from(body)).toString("base64");
  return Buffer.from(
    JSON.stringify({
      version: "v1",
      rawPath: "/",
      headers: {
        "content-type": "application/json",
        "webhook-id": "id",
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      },
      body,
      isBase64Encoded: false,
      requestContext: { http: { method: "POST" } },
    }),
  );
}
