import { expect, test } from "vitest";
import { defaultBounds as bounds } from "../../shared/bounds.ts";
import type { InstanceState } from "../../shared/cloud/ecs-facts.ts";
import { rebootInstance } from "../../shared/operations/reboot-instance.ts";
import { start, stop } from "../../shared/operations/replace-system-disk/steps.ts";

/** What a read shows can be a minute old: none of these may be taken for what an attempt of ours did. */
const signedAtMs = Date.parse("2026-11-24T10:00:30Z");
const longBeforeMs = Date.parse("2026-11-24T09:00:00Z");
const justBeforeMs = Date.parse("2026-11-24T09:58:00Z");
/** As the cloud writes it, without seconds: before or after the call, nobody can tell. */
const sameMinuteMs = Date.parse("2026-11-24T10:00:00Z");
const afterMs = Date.parse("2026-11-24T10:02:00Z");
const farLaterMs = Date.parse("2026-11-24T11:00:00Z");

const instanceOf = (status: string, startedAtMs: number): InstanceState => ({
  status,
  startedAtMs,
  osType: "linux",
  onDedicatedHost: false,
  locks: [],
  expired: false,
  hasLocalStorage: false,
  tags: {},
  zoneId: undefined,
});
const factsOf = (status: string, startedAtMs: number) => ({
  instance: instanceOf(status, startedAtMs),
  hasLocalDisks: false,
  events: [],
  disks: [],
  image: undefined,
});
const traceOf = (status: string, startedAtMs: number) => ({
  facts: factsOf(status, startedAtMs),
  input: { InstanceId: "i-1", ForceStop: false, DryRun: false, StopAndStart: false, ImageId: "m-1" },
  eventId: undefined,
  signedAtMs,
  baseline: ["StartTime 2026-11-24T09:00:00.000Z"],
});
const effect = { evidenceIds: ["any"], adopted: false, acceptedForMs: 0 };

test("a start from before a reboot is no evidence of it, though look had not shown it yet", () => {
  expect(rebootInstance.effect.evidence(traceOf("Running", justBeforeMs), bounds)).toEqual([]);
  expect(rebootInstance.effect.evidence(traceOf("Running", afterMs), bounds)).toEqual([
    "StartTime 2026-11-24T10:02:00.000Z",
  ]);
});

test("an instance that was stopped counts as Running again only with a start since", () => {
  const stopped = { step: "start", wasRunning: true, stopSignedAtMs: signedAtMs } as const;
  expect(start.isDone(factsOf("Running", longBeforeMs), stopped, farLaterMs, bounds)).toBe(false);
  expect(start.isDone(factsOf("Running", afterMs), stopped, signedAtMs, bounds)).toBe(true);
  expect(start.effect.evidence(traceOf("Running", longBeforeMs), bounds)).toEqual([]);
  expect(start.effect.proof(traceOf("Running", longBeforeMs), effect, bounds)).toBe("running");
  expect(start.effect.proof(traceOf("Running", afterMs), effect, bounds)).toBe("succeeded");
});

test("an instance that was never stopped is Running without a start since", () => {
  const untouched = { step: "start", wasRunning: true } as const;
  expect(start.isDone(factsOf("Running", longBeforeMs), untouched, signedAtMs, bounds)).toBe(true);
});

test("a start in the very minute of a stop counts from a look that no lag can have made older than the stop", () => {
  const stopped = { step: "start", wasRunning: true, stopSignedAtMs: signedAtMs } as const;
  const seen = (lookedAtMs: number) => start.isDone(factsOf("Running", sameMinuteMs), stopped, lookedAtMs, bounds);
  expect([seen(signedAtMs + 119_999), seen(signedAtMs + 120_000)]).toEqual([false, true]);
  const proof = (acceptedForMs: number) =>
    start.effect.proof(traceOf("Running", sameMinuteMs), { ...effect, acceptedForMs }, bounds);
  expect([proof(119_999), proof(120_000)]).toEqual(["running", "succeeded"]);
});

test("a stop that was undone by a start since is not proved absent", () => {
  expect(stop.effect.absenceShows(traceOf("Running", longBeforeMs), bounds)).toBe(true);
  expect(stop.effect.absenceShows(traceOf("Running", afterMs), bounds)).toBe(false);
  expect(start.effect.absenceShows(traceOf("Stopped", longBeforeMs), bounds)).toBe(true);
  expect(start.effect.absenceShows(traceOf("Stopped", afterMs), bounds)).toBe(false);
});

test("a stop for which another's passing status was taken has failed once the instance is Running with no start since", () => {
  const adopted = { ...effect, adopted: true };
  expect(stop.effect.proof(traceOf("Running", longBeforeMs), adopted, bounds)).toBe("failed");
  expect(stop.effect.proof(traceOf("Running", afterMs), adopted, bounds)).toBe("running");
  expect(stop.effect.proof(traceOf("Running", longBeforeMs), effect, bounds)).toBe("running");
  expect(stop.effect.proof(traceOf("Stopping", longBeforeMs), adopted, bounds)).toBe("running");
  expect(stop.effect.proof(traceOf("Stopped", longBeforeMs), adopted, bounds)).toBe("succeeded");
});

test("a reboot without an event is never proved absent", () => {
  expect(rebootInstance.effect.absenceShows(traceOf("Running", longBeforeMs), bounds)).toBe(false);
});
