import { expect, test } from "vitest";
import { subjectOf } from "../../shared/cli/policy-subject.ts";

const machine = { tags: [], zone: undefined, hasLocalDisks: false };
const small = { type: "SystemMaintenance.Reboot", status: "Scheduled" };
const onBus = (changes: object) => ({
  specversion: "1.0",
  source: "acs.ens",
  data: { eventId: "e-1", instanceId: "i-1", eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" },
  ...changes,
});

test("a small event is of the product that its type says, and planned if its type says so", () => {
  expect(subjectOf(JSON.stringify(small), machine)).toEqual({
    product: "ecs",
    eventId: "e-0",
    instanceId: "i-0",
    type: "SystemMaintenance.Reboot",
    status: "Scheduled",
    planned: true,
    tags: {},
    zone: undefined,
    hasLocalDisks: false,
  });
  expect(subjectOf(JSON.stringify({ ...small, product: "ens" }), machine)).toMatchObject({ product: "ens" });
});

test("an event of the bus is of the product that sent it, on the machine that is described", () => {
  const described = { tags: ["role=db", "note=a=b", "empty="], zone: "z-1", hasLocalDisks: true };
  expect(subjectOf(JSON.stringify(onBus({})), described)).toEqual({
    product: "ens",
    eventId: "e-1",
    instanceId: "i-1",
    type: "Instance:SystemFailure.Redeploy",
    status: "Inquiring",
    planned: false,
    tags: { role: "db", note: "a=b", empty: "" },
    zone: "z-1",
    hasLocalDisks: true,
  });
});

test.each([
  ["version: 1", "must be a JSON object with an event."],
  ["[1]", "the event: must be a map of keys and values."],
  ["null", "must be a JSON object with an event."],
  [
    JSON.stringify({ ...small, typ: "" }),
    "typ: is not known here; did you mean type? Known: type, status, instanceId, eventId, product.",
  ],
  [JSON.stringify({ ...small, product: "rds" }), "product: must be ecs or ens."],
  [JSON.stringify(onBus({ source: "" })), "The CloudEvent is not usable: source: must be set. Nothing was changed."],
])("%s is no event", (json, problem) => {
  expect(subjectOf(json, machine)).toEqual({ problem });
});

test("a tag without a value is refused", () => {
  for (const tag of ["db", "=db", ""])
    expect(subjectOf(JSON.stringify(small), { ...machine, tags: [tag] })).toEqual({
      problem: `--tag must be KEY=VALUE, not ${tag}.`,
    });
});
