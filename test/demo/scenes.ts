import type { Hand } from "../hand.ts";
import { cloudEvent } from "./cloud-event.ts";

/** One part of the demo: what happens to one instance. Answers of HTTP calls go to `tell`. */
export type Scene = {
  readonly title: string;
  readonly instanceId: string;
  readonly play: (hand: Hand, tell: (line: string) => void) => Promise<void>;
};

const functionName = "redeploy-instance";
/** Past every lease: the function's timeout of 60 s and the ledger's margin of 60 s. */
const leaseOverMs = 130_000;
/** Past the date window of the gateway, which is 15 minutes. */
const dateStaleMs = 1_200_000;

/** Real time by which the store holds up the first claim, so that the other delivery starts before it is written. */
const overlapMs = 1_500;

const writeOf = (instanceId: string) => ({ product: "tablestore", action: "UpdateRow", instanceId }) as const;

const signedCall = async (hand: Hand, instanceId: string, token: string, tell: (line: string) => void) => {
  const { status, headers, body } = await hand.call(functionName, { InstanceId: instanceId, ClientToken: token });
  const replayed = headers.get("idempotency-replayed");
  const how = replayed === null ? "" : `, replayed by ${replayed}`;
  tell(`signed HTTP call, ClientToken ${token}: ${status} ${body["State"] ?? body["Code"]}${how}`);
};

export const scenes: readonly Scene[] = [
  {
    title: "One event, delivered three times: twice at the same moment, once after; then its later notices and HTTP",
    instanceId: "i-bp1plain0001",
    play: async (hand, tell) => {
      const eventId = await hand.raise("i-bp1plain0001");
      const event = cloudEvent({ instanceId: "i-bp1plain0001", eventId, eventStatus: "Scheduled" });
      await hand.fault({ ...writeOf("i-bp1plain0001"), effect: "delay", ms: overlapMs });
      await hand.publish([event, event]);
      await hand.idle();
      await hand.publish(event);
      await hand.idle();
      await hand.publish(cloudEvent({ instanceId: "i-bp1plain0001", eventId, eventStatus: "Scheduled" }));
      await hand.publish(cloudEvent({ instanceId: "i-bp1plain0001", eventId, eventStatus: "Avoided" }));
      await hand.idle();
      for (const token of ["ticket-1", "ticket-1", "ticket-2"]) await signedCall(hand, "i-bp1plain0001", token, tell);
    },
  },
  {
    title: "The function is killed after ECS took the call and before the answer; the event is delivered again",
    instanceId: "i-bp1plain0002",
    play: async (hand, tell) => {
      await hand.fault({
        product: "ecs",
        action: "RedeployInstance",
        instanceId: "i-bp1plain0002",
        effect: "kill-after",
      });
      const eventId = await hand.raise("i-bp1plain0002");
      const event = cloudEvent({ instanceId: "i-bp1plain0002", eventId, eventStatus: "Scheduled" });
      await hand.publish(event);
      await hand.idle();
      await hand.advance(2_000); // EventBridge tries again after 1 s
      await hand.idle();
      await hand.advance(leaseOverMs);
      await hand.publish(event);
      await hand.idle();
      await signedCall(hand, "i-bp1plain0002", "ticket-3", tell);
    },
  },
  {
    title: "The function is frozen between intend and send until its request's date is stale",
    instanceId: "i-bp1plain0003",
    play: async (hand) => {
      // The first write of the row is the claim, the second the intent.
      await hand.fault({ ...writeOf("i-bp1plain0003"), skip: 1, effect: "freeze", at: "reply", ms: dateStaleMs });
      const eventId = await hand.raise("i-bp1plain0003");
      const event = cloudEvent({ instanceId: "i-bp1plain0003", eventId, eventStatus: "Scheduled" });
      const isIntent = ({ action, params, effect }: { action: string; params: unknown; effect: boolean }) =>
        action === "UpdateRow" && effect && JSON.stringify(params).includes('i-bp1plain0003"},"put":{"');
      await hand.publish(event);
      await hand.until((calls) => calls.filter(isIntent).length >= 2);
      await hand.advance(dateStaleMs);
      await hand.idle();
    },
  },
];
