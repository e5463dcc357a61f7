import type { Ending } from "../ledger/request.ts";
import { errorReply } from "../reply.ts";
import type { Verdict } from "./verdict.ts";

/** The verdict as the row takes it. */
export function endingOf(verdict: Verdict, requestId: string): Ending {
  switch (verdict.kind) {
    case "nothing":
      return { kind: "release" };
    case "waiting":
      return { kind: "wait", wait: verdict.wait, ...(verdict.planned && { planned: verdict.planned }) };
    case "outcome": {
      if (verdict.state !== "Rejected") return { kind: "end", outcome: { state: verdict.state } };
      const { statusCode, body } = errorReply(verdict.error, requestId);
      const { isGone = false } = verdict;
      return { kind: "end", outcome: { state: "Rejected", answer: { statusCode, body } }, isGone };
    }
    default:
      return verdict satisfies never;
  }
}
