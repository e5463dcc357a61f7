import type { Hand } from "../hand.ts";
import { cloudEvent } from "./cloud-event.ts";

/** One part of the demo: what happens to one instance. What no timeline shows goes to `tell`. */
export type Scene = {
  readonly title: string;
  readonly instanceId: string;
  readonly functionName: string;
  readonly operation: string;
  readonly play: (hand: Hand, tell: Tell) => Promise<void>;
};

type Tell = (line: string) => void;

/** Past every lease: the function's timeout of 60 s and the ledger's margin of 60 s. */
const leaseOverMs = 130_000;
/** Past the date window of the gateway, which is 15 minutes. */
const dateStaleMs = 1_200_000;

/** Real time by which the store holds up the first claim, so that the other delivery starts before it is written. */
const overlapMs = 1_500;

/** A signed call, by somebody who may consent if that is needed. */
const call = (hand: Hand, functionName: string, body: object, consents = false) =>
  consents ? hand.consent(functionName, body) : hand.call(functionName, body);

const redeploy = { functionName: "redeploy-instance", operation: "RedeployInstance" } as const;

const signedCall = (hand: Hand, instanceId: string, token: string) =>
  call(hand, redeploy.functionName, { InstanceId: instanceId, ClientToken: token });

export const scenes: readonly Scene[] = [
  {
    title: "One event, delivered three times: twice at the same moment, once after; then its later notices and HTTP",
    instanceId: "i-bp1plain0001",
    ...redeploy,
    play: async (hand) => {
      const eventId = await hand.raise("i-bp1plain0001");
      const event = cloudEvent({ instanceId: "i-bp1plain0001", eventId, eventStatus: "Scheduled" });
      const claim = { product: "tablestore", action: "PutRow", instanceId: "i-bp1plain0001" } as const;
      await hand.fault({ ...claim, effect: "delay", ms: overlapMs });
      await hand.publish([event, event]);
      await hand.idle();
      await hand.publish(event);
      await hand.idle();
      await hand.publish(cloudEvent({ instanceId: "i-bp1plain0001", eventId, eventStatus: "Scheduled" }));
      await hand.publish(cloudEvent({ instanceId: "i-bp1plain0001", eventId, eventStatus: "Avoided" }));
      await hand.idle();
      for (const token of ["ticket-1", "ticket-1", "ticket-2"]) await signedCall(hand, "i-bp1plain0001", token);
    },
  },
  {
    title: "The function is killed after ECS took the call and before the answer; the event is delivered again",
    instanceId: "i-bp1plain0002",
    ...redeploy,
    play: async (hand) => {
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
      await signedCall(hand, "i-bp1plain0002", "ticket-3");
    },
  },
  {
    title: "The function is frozen between intend and send until its request's date is stale",
    instanceId: "i-bp1plain0003",
    ...redeploy,
    play: async (hand) => {
      // The claim makes the row; its first update is the intent.
      const intend = { product: "tablestore", action: "UpdateRow", instanceId: "i-bp1plain0003" } as const;
      await hand.fault({ ...intend, effect: "freeze", at: "reply", ms: dateStaleMs });
      const eventId = await hand.raise("i-bp1plain0003");
      const event = cloudEvent({ instanceId: "i-bp1plain0003", eventId, eventStatus: "Scheduled" });
      const isIntent = ({ action, params, effect }: { action: string; params: unknown; effect: boolean }) =>
        action === "UpdateRow" && effect && JSON.stringify(params).includes('i-bp1plain0003"},"put":{"');
      await hand.publish(event);
      await hand.until((calls) => calls.some(isIntent));
      await hand.advance(dateStaleMs);
      await hand.idle();
    },
  },
  {
    title: "A reboot by a signed call whose answer is lost; the caller asks again with the same token",
    instanceId: "i-bp1plain0004",
    functionName: "reboot-instance",
    operation: "RebootInstance",
    play: async (hand) => {
      const body = { InstanceId: "i-bp1plain0004", ClientToken: "reboot-1" };
      await hand.fault({ product: "ecs", action: "RebootInstance", effect: "lost-reply" });
      for (let times = 0; times < 2; times++) await call(hand, "reboot-instance", body);
      await hand.minutes(3); // its new start shows: adopted
      await call(hand, "reboot-instance", body);
    },
  },
  {
    title: "A new system disk for a Running instance: stopped, replaced, started; the function is killed in between",
    instanceId: "i-bp1plain0005",
    functionName: "replace-system-disk",
    operation: "ReplaceSystemDisk",
    play: async (hand, tell) => {
      const image = { ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", PasswordInherit: true };
      const body = { InstanceId: "i-bp1plain0005", ...image, StopAndStart: true, ClientToken: "disk-1" };
      await hand.fault({ product: "ecs", action: "DescribeImages", skip: 2, effect: "kill-before" });
      await call(hand, "replace-system-disk", body, true);
      await hand.minutes(16);
      await call(hand, "replace-system-disk", body, true);
      tell(`the instance is ${(await hand.world()).instances["i-bp1plain0005"]?.status}`);
    },
  },
  {
    title: "An edge instance's event, delivered twice at the same moment, then answered by hand as well",
    instanceId: "i-5edgeplain00000000000001",
    functionName: "event-redeploy-instance",
    operation: "EventRedeployInstance",
    play: async (hand) => {
      const ResourceId = "i-5edgeplain00000000000001";
      const event = { eventType: "Instance:SystemMaintenance.Redeploy", eventStatus: "Inquiring" };
      const EventId = await hand.raise(ResourceId, { ...event, deliver: true });
      await hand.move(EventId, { eventStatus: event.eventStatus, deliver: true });
      await hand.idle();
      const body = { EventId, ResourceId, OpsType: "immediate", ClientToken: "edge-1" };
      await call(hand, "event-redeploy-instance", body);
    },
  },
];
