import * as z from "zod";
import { endStates, type Outcome, storedAnswer } from "./outcome.ts";
import { question } from "./progress.ts";

/** Where an operation of several calls stands; each call is an attempt of its own. */
export const runbook = z.strictObject({
  step: z.enum(["stop", "replace", "start"]),
  /** True once it was Running and a stop was sent: it is started again at the end. */
  wasRunning: z.boolean(),
  /** When its stop was signed: a start from before that is the old one, shown late. */
  stopSignedAtMs: z.number().optional(),
  /** What the operation ends with once the instance runs again. */
  verdict: z
    .strictObject({ state: z.enum(endStates), answer: storedAnswer.optional(), by: z.string().optional() })
    .optional(),
  /** What only a person can say of the replacement, kept until the instance runs again. */
  question: question.optional(),
});

export type Runbook = z.output<typeof runbook>;

/** Where every runbook begins. */
export const firstStep: Runbook = { step: "stop", wasRunning: false };

type End = Pick<Outcome, "state" | "answer" | "by">;

/** True once a stop of ours may have changed the instance: from then on it is owed a start, and nothing displaces it. */
export const isBegun = (runbook: Runbook | undefined) => runbook?.wasRunning === true || runbook?.verdict !== undefined;

/**
 * A runbook that has to wait. One that found the instance Stopped, so sent no stop, and then finds it in another status
 * begins again: what it saw was late, or somebody has started it since.
 */
export const whileWaiting = (runbook: Runbook, code: string): Runbook =>
  runbook.step === "replace" && !runbook.wasRunning && code === "IncorrectInstanceStatus"
    ? { ...runbook, step: "stop" }
    : runbook;

/** A stop that proved to have had no effect: the instance is as it was, and nothing has begun. */
export const withoutStop = (runbook: Runbook): Runbook => (runbook.step === "stop" ? firstStep : runbook);

/**
 * What follows when a step of a runbook is over: the next step, or undefined if that ends the operation. Once the
 * instance was stopped for it, it is started again whatever became of the replacement, and that is tried until it runs.
 *
 *     stop ──Succeeded──► replace ──over──► start (if it was Running) ──Succeeded──► the replacement's verdict
 *                            └──only a person can say──► start ──Succeeded──► the question
 */
export function nextStep(runbook: Runbook, outcome: End): Runbook | undefined {
  const { step, wasRunning } = runbook;
  const succeeded = outcome.state === "Succeeded";
  switch (step) {
    case "stop":
      if (succeeded) return { ...runbook, step: "replace" };
      // It was not stopped after all: that it is Running needs no start since.
      return wasRunning ? { step: "start", wasRunning, verdict: outcome } : undefined;
    case "replace":
      return wasRunning ? { ...runbook, step: "start", verdict: outcome } : undefined;
    case "start":
      return succeeded ? undefined : runbook;
    default:
      return step satisfies never;
  }
}
