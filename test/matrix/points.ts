import type { Call } from "../cloud/core/calls.ts";
import type { Hand } from "../hand.ts";
import type { Kind } from "./lives.ts";

/** The nth call of its kind that a function makes for an instance: a place where something can go wrong. */
export type Point = {
  readonly product: string;
  readonly action: string;
  /** How many such calls come before it. */
  readonly skip: number;
  /** False for calls that name no instance: listings and invocations. */
  readonly ofInstance: boolean;
};

/** Later repetitions of a read are like earlier ones: each minute's run of reconcile makes the same. */
const maxReads = 2;
const isRead = (action: string) => /^(Get|Describe)/.test(action);
/** Long enough for every operation to be proved, in minutes. */
const wholeLife = 25;

/**
 * Every point of an operation's whole life, from its first word to the proof, recorded from the wire: once as it should
 * go, and once throttled, so that it waits and is dispatched. A call that the product makes tomorrow is in it by itself.
 */
export async function recordPoints(hand: Hand, { instances, begin, send }: Kind): Promise<readonly Point[]> {
  const [smooth = "", throttled = ""] = instances;
  await hand.reset();
  await hand.quietFleet();
  const since = (await hand.calls()).at(-1)?.seq ?? 0;
  await hand.fault({ ...send, instanceId: throttled, effect: "throttle" });
  for (const instanceId of [smooth, throttled]) {
    const { ask } = await begin(hand, instanceId);
    await ask();
    await hand.idle();
  }
  await hand.minutes(wholeLife);
  const calls = (await hand.calls(since)).filter((call) => call.function !== null);
  const dispatches = calls.filter(({ product }) => product === "fc");
  const others = calls.filter(({ product }) => product !== "fc");
  // What reconcile writes for people names instances, and is of none.
  const isOf = (instanceId: string) => (call: Call) => !isForPeople(call) && text(call).includes(instanceId);
  const own = others.filter(isOf(smooth));
  const general = others.filter((call) => !isOf(smooth)(call) && !isOf(throttled)(call));
  return [...pointsOf(own, true), ...pointsOf(general, false), ...pointsOf(dispatches, false)];
}

const text = ({ params }: Call) => JSON.stringify(params);
const isForPeople = (call: Call) => call.product === "tablestore" && text(call).includes("redeploy_once_control");

function pointsOf(calls: readonly Call[], ofInstance: boolean): Point[] {
  const counts = new Map<string, number>();
  return calls.flatMap(({ product, action }) => {
    const kind = `${product} ${action}`;
    const skip = counts.get(kind) ?? 0;
    counts.set(kind, skip + 1);
    return skip < maxReads || !isRead(action) ? { product, action, skip, ofInstance } : [];
  });
}
