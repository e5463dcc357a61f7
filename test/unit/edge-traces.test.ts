import { expect, test } from "vitest";
import { defaultBounds } from "../../shared/bounds.ts";
import { eventRedeployInstance } from "../../shared/operations/event-redeploy-instance.ts";

const notBeforeMs = 1_900_000_000_000;
const tracesOf = (status: string, baseline: readonly string[], plan: object = { OpsType: "immediate" }) => ({
  facts: {
    instance: { status: "Running" },
    hasLocalDisks: false,
    readAtMs: 0,
    events: [
      {
        eventId: "e",
        type: "Instance:SystemFailure.Redeploy",
        status,
        notBeforeMs,
        simulated: false,
        diskId: undefined,
      },
    ],
  },
  input: { EventId: "e", ResourceId: "i", OpsType: "immediate" as const, ...plan },
  eventId: "e",
  signedAtMs: 0,
  baseline,
});
const absent = (...traces: Parameters<typeof tracesOf>) =>
  eventRedeployInstance.effect.absenceShows(tracesOf(...traces), defaultBounds);

test("an event as it was proves that nothing happened", () => {
  expect(absent("Inquiring", [`e Inquiring ${notBeforeMs}`])).toBe(true);
});

test("planned for the event's own time, an event as it was proves nothing", () => {
  const plan = { OpsType: "scheduled", PlanTime: notBeforeMs };
  expect(absent("Scheduled", [`e Scheduled ${notBeforeMs}`], plan)).toBe(false);
});

test("an event that is under way again proves nothing, though it was seen so before", () => {
  expect(absent("Executing", [`e Inquiring ${notBeforeMs}`, `e Executing ${notBeforeMs}`])).toBe(false);
});
