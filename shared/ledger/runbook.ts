import * as z from "zod";
import { endStates, type Outcome, storedAnswer } from "./outcome.ts";
import { question } from "./progress.ts";

/** The progress of an operation of several calls. Each call is an attempt of its own. */
export const runbook = z.strictObject({
  step: z.enum(["stop", "replace", "start"]),
  /** True once a stop was intended for an instance that was Running. At the end it is started again. */
  wasRunning: z.boolean(),
  /** When the stop was signed. A start from before that is an old one, shown late. */
  stopSignedAtMs: z.number().optional(),
  /** The outcome of the operation, kept until the instance runs again. */
  verdict: z
    .strictObject({ state: z.enum(endStates), answer: storedAnswer.optional(), by: z.string().optional() })
    .optional(),
  /** The question to a person about the replacement, kept until the instance runs again. */
  question: question.optional(),
});

export type Runbook = z.output<typeof runbook>;

/** The beginning of every runbook. */
export const firstStep: Runbook = { step: "stop", wasRunning: false };

type End = Pick<Outcome, "state" | "answer" | "by">;

/** True once a stop of ours may have changed the instance. Then it has to be started again, and nothing takes its place. */
export const isBegun = (runbook: Runbook | undefined) => runbook?.wasRunning === true || runbook?.verdict !== undefined;

/**
 * The runbook of an operation that has to wait. For example: look found the instance Stopped, so no stop was sent. Now
 * the replacement is refused because the instance is Running. The look was old, or somebody has started it: the runbook
 * begins again with the stop.
 */
export const whileWaiting = (runbook: Runbook, code: string): Runbook =>
  runbook.step === "replace" && !runbook.wasRunning && code === "IncorrectInstanceStatus"
    ? { ...runbook, step: "stop" }
    : runbook;

/** The runbook after an attempt without effect. If that was the stop, the instance is as it was, and nothing has begun. */
export const withoutStop = (runbook: Runbook): Runbook => (runbook.step === "stop" ? firstStep : runbook);

/**
 * The step that follows when one is over; undefined if that ends the operation. An instance that was stopped for the
 * operation is started again, whatever became of the replacement. The start is tried until the instance runs.
 */
export function nextStep(runbook: Runbook, outcome: End): Runbook | undefined {
  const { step, wasRunning } = runbook;
  const succeeded = outcome.state === "Succeeded";
  switch (step) {
    case "stop":
      if (succeeded) return { ...runbook, step: "replace" };
      // It was not stopped after all. So no start has to come after the stop: it is enough that it is Running.
      return wasRunning ? { step: "start", wasRunning, verdict: outcome } : undefined;
    case "replace":
      return wasRunning ? { ...runbook, step: "start", verdict: outcome } : undefined;
    case "start":
      return succeeded ? undefined : runbook;
    default:
      return step satisfies never;
  }
}
