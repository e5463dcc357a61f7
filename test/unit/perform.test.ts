import { expect, test } from "vitest";
import { perform } from "../../shared/attempt/perform.ts";
import { defaultBounds } from "../../shared/bounds.ts";
import type { Steering } from "../../shared/control/steering.ts";
import type { Claim } from "../../shared/ledger/claim.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import { steeredBy } from "../acting-by.ts";
import { claimOn } from "./claim-on.ts";

const nowMs = 1_000_000_000;
const event = {
  ...{ eventId: "e-1", type: "SystemMaintenance.Redeploy", status: "Scheduled", notBeforeMs: nowMs + 86_400_000 },
  ...{ simulated: false, diskId: undefined },
};
const facts = {
  instance: { status: "Running", zoneId: "h", tags: {}, locks: [], onDedicatedHost: false },
  ...{ hasLocalDisks: false, events: [event], disks: [], tasks: [] },
};

/** What an intent says of its age, if the control row was read at this time and the look is made now. */
async function judgedWith(readAtMs: number): Promise<number | undefined> {
  let judgedAtMs: number | undefined;
  const intend: Claim["intend"] = async (judged) => {
    judgedAtMs = judged.judgedAtMs;
    return { kind: "lost" };
  };
  const needs = {
    ...{
      cloud: { readInstance: async () => facts },
      bounds: defaultBounds,
      principals: [],
      deadlineMs: nowMs + 60_000,
    },
    ...{ nowMs: () => nowMs, newId: () => "id", lookBefore: { looked: () => undefined } },
    steering: async () => steeredBy([], 1, readAtMs) as unknown as Steering,
  } as unknown as Parameters<typeof perform>[2]; // what an attempt without limits calls
  const command = { source: "eventbridge", actor: "acs.ecs", clientToken: undefined, eventId: "e-1" } as const;
  await perform(redeployInstance as never, claimOn(command, { intend }), needs);
  return judgedAtMs;
}

test("an intent is as old as the control row that says that nothing is stopped, however fresh its look is", async () => {
  expect(await judgedWith(nowMs - 70_000)).toBe(nowMs - 70_000);
  expect(await judgedWith(nowMs + 1)).toBe(nowMs);
});
