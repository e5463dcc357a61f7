import { expect, test } from "vitest";
import { downSteps, downWords } from "../../shared/install/down-plan.ts";
import type { Found } from "../../shared/install/found.ts";
import type { OpenOperation } from "../../shared/install/open-work.ts";
import { foundAs, wantedFor } from "./wanted.ts";

const found = foundAs(wantedFor());
const waiting: OpenOperation = {
  ...{ instanceId: "i-1", operationId: "0123", operation: "RebootInstance", state: "Waiting", isCurrent: false },
};
const words = (there: Found, open: readonly OpenOperation[] = [], cancelsWaiting = false) =>
  downSteps("redeploy-once", there, open, { cancelsWaiting }).map(downWords);

test("first nothing begins and nothing comes in, then what was begun ends, and reconcile goes last but the stack", () => {
  const all = words(found);
  expect(all[0]).toBe("pause everything");
  const wait = all.indexOf("wait 120 s: what was begun comes to its end");
  const doors = all.slice(1, wait);
  expect(doors.every((line) => line.startsWith("remove the trigger"))).toBe(true);
  expect(doors.join()).not.toContain("redeploy-once-reconcile");
  expect(all.slice(-5)).toEqual([
    "remove the function redeploy-once-accept-inquired-system-event",
    "remove the function redeploy-once-console",
    "remove the trigger every-minute of redeploy-once-reconcile",
    "remove the function redeploy-once-reconcile",
    "remove the stack",
  ]);
});

test("what waits is ended only where its owner says so", () => {
  expect(words(found, [waiting]).join()).not.toContain("cancel");
  expect(words(found, [waiting], true)).toContain("cancel RebootInstance of i-1, which waits");
  expect(words(found, [{ ...waiting, isCurrent: true }], true).join()).not.toContain("cancel");
});

test("a function without our mark stays", () => {
  const [first, ...others] = found.functions;
  if (first === undefined) throw new Error("s.yaml has no function");
  expect(words({ ...found, functions: [{ ...first, tags: {} }, ...others] }).join()).not.toContain(first.name);
});

test("where nothing is there is nothing to do; a run that was interrupted is gone on with", () => {
  expect(words({ ...found, functions: [], stack: undefined })).toEqual([]);
  const [reconcile] = found.functions;
  if (reconcile === undefined) throw new Error("s.yaml has no function");
  expect(words({ ...found, functions: [reconcile] })).toEqual([
    "remove the trigger every-minute of redeploy-once-reconcile",
    "remove the function redeploy-once-reconcile",
    "remove the stack",
  ]);
});
