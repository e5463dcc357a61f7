import type { Stage } from "./stage.ts";

/** One bad day, the same for every implementation. */
export type Scenario = {
  readonly name: string;
  readonly title: string;
  readonly instanceId: string;
  readonly play: (stage: Stage) => Promise<void>;
};

/** Past every lease: FC's timeout of 60 s, and the product's margin of 60 s. */
const leaseOverMs = 130_000;
/** Real time for which a call is held up, so that the other delivery meets it under way. */
const overlapMs = 1_500;
/** More tries than any implementation makes. */
const everyTry = 9;

const send = { product: "ecs", action: "RedeployInstance" } as const;

/** The fault script. Each scenario ends with EventBridge's retries and, after every lease, one more delivery. */
export const scenarios: readonly Scenario[] = [
  {
    name: "duplicate",
    title: "delivered twice, one after the other",
    instanceId: "i-bp1plain0001",
    play: async ({ deliver }) => {
      await deliver(1);
      await deliver(1);
    },
  },
  {
    name: "overlapAtClaim",
    title: "two deliveries at once, the store is slow to take the first write",
    instanceId: "i-bp1plain0002",
    play: async ({ deliver, faultOn }) => {
      await faultOn("first", { effect: "delay", ms: overlapMs });
      await deliver(2);
    },
  },
  {
    name: "overlapWhileSending",
    title: "two deliveries at once, ECS is slow to answer",
    instanceId: "i-bp1plain0003",
    play: async ({ hand, deliver }) => {
      await hand.fault({ ...send, effect: "delay", ms: overlapMs });
      await deliver(2);
    },
  },
  {
    name: "lostReply",
    title: "the reply of RedeployInstance is lost",
    instanceId: "i-bp1plain0004",
    play: async ({ hand, deliver }) => {
      await hand.fault({ ...send, effect: "lost-reply" });
      await deliver(1);
    },
  },
  {
    name: "killedAfterSend",
    title: "killed after ECS took the call",
    instanceId: "i-bp1plain0005",
    play: async ({ hand, deliver }) => {
      await hand.fault({ ...send, effect: "kill-after" });
      await deliver(1);
    },
  },
  {
    name: "resultReplyLost",
    title: "the store takes the result, its reply is lost",
    instanceId: "i-bp1plain0006",
    play: async ({ deliver, faultOn }) => {
      await faultOn("result", { effect: "lost-reply" });
      await deliver(1);
    },
  },
  {
    name: "resultNotSaved",
    title: "the store refuses the result, however often it is tried",
    instanceId: "i-bp1plain0001",
    play: async ({ hand, deliver, faultOn }) => {
      await faultOn("result", { effect: "error", status: 503, code: "OTSServerBusy", times: everyTry });
      await deliver(1);
      await hand.clearFaults();
    },
  },
  {
    name: "frozenPastLease",
    title: "frozen before the send until every lease is over; delivered again, then thawed",
    instanceId: "i-bp1plain0002",
    play: async ({ hand, faultOn, publish, frozen, delivered }) => {
      await faultOn("beforeSend", { effect: "freeze", ms: leaseOverMs + 5_000 });
      await publish(1);
      await frozen();
      await hand.advance(leaseOverMs);
      await publish(1);
      await delivered();
      await hand.advance(5_000);
      await hand.idle();
    },
  },
];

/** What every scenario ends with. */
export async function playOut({ hand, deliver }: Stage): Promise<void> {
  for (const retryMs of [1_000, 2_000, 4_000, 8_000]) {
    await hand.advance(retryMs);
    await hand.idle();
  }
  await hand.advance(leaseOverMs);
  await hand.idle();
  await deliver(1);
}
