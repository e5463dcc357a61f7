import type { Clock } from "../core/clock.ts";
import type { Holds } from "../core/guesses.ts";
import { type CloudEvent, readCloudEvents } from "./cloud-event.ts";
import type { Pattern } from "./pattern.ts";
import { type RetryStrategy, retryDelayMs } from "./retry.ts";

/** One EventBridge trigger: which events go to which function, and what happens when that fails. */
export type Rule = {
  /** The function's key in s.yaml. */
  readonly resource: string;
  readonly functionName: string;
  readonly triggerName: string;
  readonly pattern: Pattern;
  /** The function is called asynchronously: delivered as soon as Function Compute has queued the event. */
  readonly asynchronous: boolean;
  readonly retryStrategy: RetryStrategy;
  readonly deadLetterArn: string | undefined;
};

/** An event on its way to one rule's function. */
export type Delivery = {
  readonly rule: Rule;
  readonly event: CloudEvent;
  tries: number;
  nextTryMs: number | undefined;
};

/** What Function Compute answered to a delivery. */
export type DeliveryAnswer = { readonly status: number; readonly errorType: string | undefined };

/** An event that was given up; without a dead-letter queue (`destination` null) the real bus discards it. */
export type GivenUp = { readonly delivery: Delivery; readonly reason: string; readonly destination: string | null };

export type Bus = {
  /** Throws CloudEventError, and then delivers nothing. */
  readonly publish: (cloudEvents: readonly unknown[]) => { readonly accepted: number };
  /** Deliveries that are under way or wait for their next try. */
  readonly undelivered: () => readonly Delivery[];
  readonly reset: () => void;
};

type BusOptions = {
  readonly clock: Pick<Clock, "nowMs" | "after">;
  readonly rules: () => readonly Rule[];
  readonly settings: { readonly accountId: string; readonly regionId: string };
  /** Calls the function once; undefined when no answer came. */
  readonly deliver: (delivery: Delivery) => Promise<DeliveryAnswer | undefined>;
  readonly giveUp: (givenUp: GivenUp) => void;
  readonly random: () => number;
  readonly holds: Holds;
};

/** The default event bus: delivers each event at least once to the function of each rule that matches it. */
export function createBus({ clock, rules, settings, deliver, giveUp, random, holds }: BusOptions): Bus {
  const open = new Set<Delivery>();

  const attempt = async (delivery: Delivery) => {
    delivery.tries++;
    delivery.nextTryMs = undefined;
    const failure = failureOf(await deliver(delivery));
    if (!open.has(delivery)) return; // the world was reset meanwhile
    if (failure === undefined) open.delete(delivery);
    else retry(delivery, failure);
  };

  const retry = (delivery: Delivery, reason: string) => {
    const delayMs = retryDelayMs(delivery.rule.retryStrategy, delivery.tries, random, holds);
    if (delayMs === undefined) {
      open.delete(delivery);
      giveUp({ delivery, reason, destination: delivery.rule.deadLetterArn ?? null });
      return;
    }
    delivery.nextTryMs = clock.nowMs() + delayMs;
    clock.after(delayMs, () => {
      if (open.has(delivery)) void attempt(delivery); // not awaited: the clock must not wait for a function
    });
  };

  return {
    publish: (cloudEvents) => {
      const events = readCloudEvents(cloudEvents).map((event) =>
        holds("eventbridge.stamp") ? stamp(event, settings, clock.nowMs()) : event,
      );
      for (const event of events) {
        for (const rule of rules().filter(({ pattern }) => pattern(event))) {
          const delivery: Delivery = { rule, event, tries: 0, nextTryMs: undefined };
          open.add(delivery);
          void attempt(delivery);
        }
      }
      return { accepted: events.length };
    },
    undelivered: () => [...open],
    reset: () => open.clear(),
  };
}

/** The bus adds its own attributes (AC/eventbridge/user-guide/event-overview); the form of the times is invented. */
const stamp = (event: CloudEvent, { accountId, regionId }: BusOptions["settings"], nowMs: number): CloudEvent => ({
  ...event,
  aliyunaccountid: accountId,
  aliyunoriginalaccountid: accountId,
  aliyunregionid: regionId,
  aliyuneventbusname: "default",
  aliyunpublishtime: new Date(nowMs).toISOString(),
});

/** A delivery has failed when no answer came, the answer is an error, or the function itself failed. */
function failureOf(answer: DeliveryAnswer | undefined): string | undefined {
  if (answer === undefined) return "no answer";
  if (answer.status >= 400) return `${answer.status} ${answer.errorType ?? ""}`.trim();
  return answer.errorType;
}
