import { expect, test } from "vitest";
import { refusalBy } from "../../shared/operations/check.ts";
import { operations } from "../../shared/operations/index.ts";
import { stepOf } from "../../shared/operations/operation.ts";

const event = undefined;
const errors = { "404 InvalidInstanceId.NotFound": "gone" } as const;
const refusedWith = (code: string, status?: number) =>
  refusalBy(
    { checks: [{ code, message: "No.", fails: () => true, ...(status !== undefined && { status }) }], errors },
    {},
    {},
    event,
  );

test("a check that fails has the status that the document lists its code under", () => {
  expect(refusedWith("InvalidInstanceId.NotFound")).toEqual({
    status: 404,
    code: "InvalidInstanceId.NotFound",
    message: "No.",
  });
});

test("a check of our own, whose code the document does not list, has its own status, else 403", () => {
  expect(refusedWith("InvalidEventId.NotFound", 404)).toMatchObject({ status: 404 });
  expect(refusedWith("InvalidEventId.NotFound")).toMatchObject({ status: 403 });
});

test("a step of a runbook has its own call and effect, and the operation's baseline", () => {
  const replace = operations.find(({ name }) => name === "ReplaceSystemDisk");
  if (replace === undefined) throw new Error("There is no ReplaceSystemDisk");
  const stop = stepOf(replace, { step: "stop", wasRunning: false });
  expect(stop.call).toBe(replace.runbook?.steps.stop.call);
  expect(stop.effect.proof).toBe(replace.runbook?.steps.stop.effect.proof);
  expect(stop.effect.baseline).toBe(replace.effect.baseline);
  expect(stepOf(replace, { step: "replace", wasRunning: true })).toBe(replace);
});
