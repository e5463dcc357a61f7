import type { Ending } from "../ledger/change.ts";
import { errorReply } from "../reply.ts";
import type { Conclusion } from "./conclusion.ts";

/** The conclusion in the form in which the row takes it. */
export function endingOf(conclusion: Conclusion, requestId: string): Ending {
  switch (conclusion.kind) {
    case "nothing":
      return { kind: "release", code: conclusion.error.code };
    case "waiting":
      return {
        ...{ kind: "wait", wait: conclusion.wait },
        ...(conclusion.planned && { planned: conclusion.planned }),
        ...(conclusion.asking && { asking: conclusion.asking }),
        ...(conclusion.hook && { hook: conclusion.hook }),
      };
    case "outcome": {
      if (conclusion.state !== "Rejected") return { kind: "end", outcome: { state: conclusion.state } };
      const { statusCode, body } = errorReply(conclusion.error, requestId);
      const { isGone = false } = conclusion;
      return { kind: "end", outcome: { state: "Rejected", answer: { statusCode, body } }, isGone };
    }
    default:
      return conclusion satisfies never;
  }
}
