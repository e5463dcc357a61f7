import { expect, test } from "vitest";
import { takePlace } from "../../shared/attempt/take-place.ts";
import type { Entry, Limit } from "../../shared/guards/limits.ts";
import { steeredBy } from "../acting-by.ts";
import { installed } from "../installed.ts";

const nowMs = Date.parse("2026-11-28T10:00:00Z");
const region: Limit = { per: "region", inFlight: 2, restsForMs: 0 };
const own: Entry = { operationId: "op", scopes: ["region"], mark: "m-1", atMs: 0, handed: true };

/** How a place is written for an operation whose instance has this entry. */
async function writtenBy(entry: Entry, ...limits: readonly Limit[]): Promise<readonly string[]> {
  const written: string[] = [];
  const control = { ...installed, entries: { "i-1": entry }, filled: ["region", "zone"] };
  const place = await takePlace(
    {
      command: { operation: "RedeployInstance", instanceId: "i-1", clientToken: undefined },
      operationId: "op",
      facts: { instance: undefined, hasLocalDisks: false, events: [], disks: [], tasks: [] } as never, // no machine is asked for
      ...{ event: undefined, window: undefined, overridesFreeze: false, postponed: undefined, isDrained: false },
    },
    { ...steeredBy([], 1, nowMs), limits, control },
    {
      control: {
        writeControl: async ({ rev }, { entries }) => {
          written.push(`whole row on rev ${rev}: ${entries["i-1"]?.scopes}`);
          return "applied";
        },
        takeUp: async (_id, mark, { handed }) => {
          written.push(`entry on ${mark}${handed ? ", handed" : ""}`);
          return "applied";
        },
      },
      ...{ nowMs: () => nowMs, newId: () => "m-2" },
    },
  );
  expect(place).toBe("taken");
  return written;
}

test("an operation that has a place, and counts as it did, takes it up by the mark of its own entry", async () => {
  expect(await writtenBy(own, region)).toEqual(["entry on m-1"]);
});

test("what changes anything that is counted rests on the whole row: another scope, another operation, a start in the hour", async () => {
  const zone = { ...region, per: "zone" };
  expect(await writtenBy(own, region, zone)).toEqual(["whole row on rev 1: region,zone unknown"]);
  expect(await writtenBy({ ...own, operationId: "other" }, region)).toEqual(["whole row on rev 1: region"]);
  expect(await writtenBy(own, { ...region, perHour: 5 })).toEqual(["whole row on rev 1: region"]);
});
