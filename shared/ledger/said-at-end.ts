import type { Ending } from "./change.ts";
import { nameOf, type Said, type Word } from "./line.ts";
import type { Outcome } from "./outcome.ts";
import type { Wait } from "./progress.ts";
import type { Current, InstanceRow, Waiting } from "./row.ts";
import { notListed } from "./transition.ts";

/** An operation as one version of a row has it: current, or waiting, or ended, or not at all. */
export type Stood = {
  readonly current: Current | undefined;
  readonly entry: Waiting | undefined;
  readonly outcome: Outcome | undefined;
};

export const stoodIn = ({ current, waiting, outcomes }: InstanceRow, operationId: string): Stood => ({
  current: current?.operationId === operationId ? current : undefined,
  entry: waiting[operationId],
  outcome: outcomes[operationId],
});

type Words = { readonly what: Word; readonly released: Word };

/** How a claim ended before a send, or a send without effect. An operation that cannot wait ends instead. */
export function saidOfEnding(ending: Ending, { what, released }: Words, is: Stood): Said {
  switch (ending.kind) {
    case "release":
      return is.entry === undefined ? { what: released, why: ending.code ?? "" } : { what, why: waitOf(is.entry.wait) };
    case "wait":
      if (is.outcome !== undefined) return { what: "expired", why: ending.wait.code };
      return ending.planned === undefined
        ? { what, why: waitOf(ending.wait) }
        : { what: "planned", why: `${ending.planned.operation}: ${ending.wait.code}` };
    case "end":
      return { what: endings[ending.outcome.state], why: whyOf(ending.outcome) };
    default:
      return ending satisfies never;
  }
}

const endings: Readonly<Record<Outcome["state"], Word>> = {
  Succeeded: "proved",
  Failed: "failed",
  Rejected: "refused",
  Cancelled: "cancelled",
  Expired: "expired",
  SatisfiedElsewhere: "superseded",
};

type End = Pick<Outcome, "state" | "answer" | "by">;

/** What an operation ended by. A runbook keeps it until its instance runs again. */
export function ended({ outcome, current }: Stood): Said {
  const end: End = outcome ?? current?.runbook?.verdict ?? { state: "Expired" };
  return { what: endings[end.state], why: whyOf(end) };
}

function whyOf({ state, answer, by }: End): string {
  switch (state) {
    case "Rejected":
      return answer === undefined ? notListed : (/"Code":"([^"]*)"/.exec(answer.body)?.[1] ?? "");
    case "SatisfiedElsewhere":
      return by === undefined ? "the event is over" : `by ${nameOf(by)}`;
    case "Expired":
      return "its time is over";
    default:
      return by ?? "";
  }
}

/** What is waited for, and why. */
export const waitOf = ({ for: what, code }: Wait) => `${what}: ${code}`;
