import type { Hand } from "../../hand.ts";

/** Every call of rows. No function makes or describes a table. */
const rowCalls = ["GetRow", "GetRange", "PutRow", "UpdateRow", "DeleteRow", "BatchGetRow", "BatchWriteRow"];
/** More calls than a storm has. */
const all = 1_000_000_000;
/** So many functions that have sent stand still, and for so long, before they hear the answer. */
const still = { times: 2, ms: 5_000 };
/** If nothing was sent for so many minutes, the outage begins between two attempts. */
const mostToWait = 10;

const sends = { product: "ecs", action: "RedeployInstance", effect: "freeze", at: "reply", ...still };
const down = { product: "tablestore", effect: "error", status: 503, code: "OTSServerUnavailable", times: all };

type Phase = { readonly is: "coming" | "near" | "on" | "over"; readonly sinceMinutes: number; readonly sends: number };

/**
 * The ledger fails for some minutes of the world, from the middle of an attempt on. The next functions that send stand
 * still, and then every call of the store is refused. So it is not written down what the cloud has answered.
 */
export function createOutage(hand: Hand, minutes: number) {
  let phase: Phase = { is: minutes > 0 ? "coming" : "over", sinceMinutes: Number.NEGATIVE_INFINITY, sends: 0 };
  const enter: Record<Phase["is"], () => Promise<unknown>> = {
    coming: async () => undefined,
    near: () => hand.fault(sends),
    on: () => Promise.all(rowCalls.map((action) => hand.fault({ ...down, action }))),
    over: () => hand.clearFaults(),
  };
  return {
    isOn: () => phase.is === "on",
    /** World minutes; of no outage −∞, before its end +∞. */
    overAt: () => (phase.is === "over" ? phase.sinceMinutes : Number.POSITIVE_INFINITY),
    /** To be called between two steps. */
    attend: async (nowMinutes: number, sent: number, isMiddle: boolean): Promise<void> => {
      const is = next(phase, nowMinutes - phase.sinceMinutes, sent, { isMiddle, minutes });
      if (is === phase.is) return;
      phase = { is, sinceMinutes: nowMinutes, sends: sent };
      await enter[is]();
    },
  };
}

function next({ is, sends }: Phase, forMinutes: number, sent: number, goal: { isMiddle: boolean; minutes: number }) {
  if (is === "coming" && goal.isMiddle) return "near";
  if (is === "near" && (sent > sends || forMinutes > mostToWait)) return "on";
  if (is === "on" && forMinutes >= goal.minutes) return "over";
  return is;
}
