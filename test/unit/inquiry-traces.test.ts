import { expect, test } from "vitest";
import { defaultBounds } from "../../shared/bounds.ts";
import { acceptInquiredSystemEvent } from "../../shared/operations/accept-inquired-system-event.ts";

const online = "SystemMaintenance.IsolateErrorDisk";
const offline = "SystemMaintenance.RebootAndIsolateErrorDisk";
const { effect } = acceptInquiredSystemEvent;

/** What is seen of an attempt on an event that asked, as it was before. */
const tracesOf = (status: string, type = online) => ({
  facts: {
    instance: undefined,
    hasLocalDisks: true,
    disks: [],
    tasks: [],
    events: [{ eventId: "e", type, status, notBeforeMs: undefined, simulated: false, diskId: "d" }],
  },
  input: { InstanceId: "i-1", EventId: "e" },
  eventId: "e",
  signedAtMs: 0,
  baseline: [`e ${online} Inquiring`],
});

/** Whether it had an effect, whether it had none, and how it stands. */
const seen = (...of: Parameters<typeof tracesOf>) => {
  const traces = tracesOf(...of);
  return [
    effect.evidence(traces, defaultBounds).length > 0,
    effect.absenceShows(traces, defaultBounds),
    effect.proof(traces, { evidenceIds: [], adopted: false, acceptedForMs: 0 }, defaultBounds),
  ];
};

test.each([
  ["still asks", "Inquiring", online, [false, true, "running"]],
  ["has a time now, which tells nothing", "Scheduled", online, [false, false, "running"]],
  ["is under way", "Executing", online, [true, false, "running"]],
  ["is done", "Executed", online, [true, false, "succeeded"]],
  ["failed", "Failed", online, [true, false, "failed"]],
  ["became the one that needs a restart", "Inquiring", offline, [true, false, "failed"]],
  ["was withdrawn, which tells nothing", "Canceled", online, [false, false, "unproven"]],
])("an accepted event that %s", (_, status, type, shows) => {
  expect(seen(status, type)).toEqual(shows);
});

test("an event that is not listed tells nothing", () => {
  for (const status of ["Inquiring", "Executing", "Executed", "Failed"]) {
    const traces = { ...tracesOf(status), eventId: "e-other" };
    expect(effect.evidence(traces, defaultBounds)).toEqual([]);
    expect(effect.absenceShows(traces, defaultBounds)).toBe(false);
    expect(effect.proof(traces, { evidenceIds: [], adopted: false, acceptedForMs: 0 }, defaultBounds)).toBe("running");
  }
});
