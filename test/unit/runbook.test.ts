import { expect, test } from "vitest";
import { nextStep, type Runbook, runbook, whileWaiting, withoutStop } from "../../shared/ledger/runbook.ts";

const succeeded = { state: "Succeeded" } as const;
const failed = { state: "Failed" } as const;
const stopping: Runbook = { step: "stop", wasRunning: true, stopSignedAtMs: 7 };
const replacing: Runbook = { ...stopping, step: "replace" };
const starting: Runbook = { ...stopping, step: "start", verdict: failed };

test("a stop that is over is followed by the replacement, which remembers when it was stopped", () => {
  expect(nextStep(stopping, succeeded)).toEqual({ step: "replace", wasRunning: true, stopSignedAtMs: 7 });
});

test("a stop that failed is followed by a start for which that it is Running is enough", () => {
  expect(nextStep(stopping, failed)).toEqual({ step: "start", wasRunning: true, verdict: failed });
  expect(nextStep({ step: "stop", wasRunning: false }, failed)).toBeUndefined();
});

test("whatever became of the replacement, what was Running is started again, and what was Stopped is not", () => {
  for (const outcome of [succeeded, failed]) {
    expect(nextStep(replacing, outcome)).toEqual({ ...replacing, step: "start", verdict: outcome });
    expect(nextStep({ step: "replace", wasRunning: false }, outcome)).toBeUndefined();
  }
});

test("a start is tried until it succeeds", () => {
  expect(nextStep(starting, failed)).toEqual(starting);
  expect(nextStep(starting, succeeded)).toBeUndefined();
});

test("a replacement that found the instance Stopped, and then in another status, begins with its stop again", () => {
  const found: Runbook = { step: "replace", wasRunning: false };
  expect(whileWaiting(found, "IncorrectInstanceStatus")).toEqual({ step: "stop", wasRunning: false });
  expect(whileWaiting(found, "Throttling")).toEqual(found);
  expect(whileWaiting(replacing, "IncorrectInstanceStatus")).toEqual(replacing);
  expect(whileWaiting(stopping, "IncorrectInstanceStatus")).toEqual(stopping);
  const started: Runbook = { step: "start", wasRunning: false };
  expect(whileWaiting(started, "IncorrectInstanceStatus")).toEqual(started);
});

test("a stop that had no effect leaves nothing to be started again", () => {
  expect(withoutStop(stopping)).toEqual({ step: "stop", wasRunning: false });
  expect(withoutStop(replacing)).toEqual(replacing);
});

test("a stored runbook has no step and no field that this release does not know", () => {
  for (const step of ["stop", "replace", "start"])
    expect(runbook.safeParse({ step, wasRunning: true }).success).toBe(true);
  const whole = { ...starting, verdict: { ...failed, answer: { statusCode: 200, body: "{}" }, by: "lin" } };
  expect(runbook.parse(whole)).toEqual(whole);
  expect(runbook.safeParse({ step: "", wasRunning: true }).success).toBe(false);
  expect(runbook.safeParse({ ...starting, more: 1 }).success).toBe(false);
  expect(runbook.safeParse({ ...starting, verdict: { ...failed, more: 1 } }).success).toBe(false);
});
