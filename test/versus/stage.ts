import type { Call } from "../cloud/core/calls.ts";
import { cloudEvent } from "../demo/cloud-event.ts";
import { isInvocation } from "../demo/wire.ts";
import type { Hand } from "../hand.ts";
import type { Implementation } from "./implementations.ts";

export type Stage = Awaited<ReturnType<typeof createStage>>;

/** A fresh world with one planned event, and the hands of whoever plays a scenario on it. */
export async function createStage(hand: Hand, { functionName, writes }: Implementation, instanceId: string) {
  await hand.reset();
  const firstSeq = (await hand.calls()).at(-1)?.seq ?? 0;
  const eventId = await hand.raise(instanceId);
  const event = cloudEvent({ instanceId, eventId, eventStatus: "Scheduled" });
  const publish = (times: number) => hand.publish(Array.from({ length: times }, () => event));
  const beforeSend = writes?.beforeSend;
  return {
    hand,
    publish,
    /** Publishes the event so many times at once and waits until no delivery runs. */
    deliver: async (times: number) => {
      await publish(times);
      await hand.idle();
    },
    /** A fault on one of the function's store writes; without a store it meets nothing, or for `beforeSend` the send. */
    faultOn: async (write: "first" | "beforeSend" | "result", fault: object) => {
      const at = { function: functionName, at: "reply" };
      if (writes !== undefined) await hand.fault({ product: "tablestore", ...at, ...writes[write], ...fault });
      else if (write === "beforeSend") await hand.fault({ product: "ecs", action: "RedeployInstance", ...fault });
    },
    /** Resolves once the call that `beforeSend` freezes is on the wire. */
    frozen: () =>
      hand.until((calls) => {
        const own = calls.filter((call) => call.function === functionName);
        if (beforeSend === undefined) return own.some(({ action }) => action === "RedeployInstance");
        return own.filter(({ action, effect }) => action === beforeSend.action && effect).length > beforeSend.skip;
      }, firstSeq),
    /** Resolves once a delivery was answered. */
    delivered: () => hand.until((calls) => calls.some((call) => isInvocation(call) && call.status !== null), firstSeq),
    /** The calls on the wire since the world began. */
    calls: (): Promise<readonly Call[]> => hand.calls(firstSeq),
  };
}
