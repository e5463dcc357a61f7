import { expect, test } from "vitest";
import { playStorm } from "./play.ts";

test("sixty events that come again and again redeploy each machine as often as they ask, never too many at once, though the ledger fails in the middle", async () => {
  const logs: string[] = [];
  const { double, lost, limitBreaches, maxInFlight, events, sends } = await playStorm({
    ...{ events: 60, seed: 14, repeats: true, outageMinutes: 3 },
    limits: [
      { per: "region", inFlight: 7 },
      { per: "zone", inFlight: 3 },
    ],
    onFunctionLog: (line) => void logs.push(line),
  });
  expect({ double, lost, limitBreaches }).toEqual({ double: 0, lost: 0, limitBreaches: 0 });
  expect({ events, maxInFlight }, "the storm was one, and was held back").toEqual({ events: 60, maxInFlight: 7 });
  expect(sends).toBeGreaterThanOrEqual(30);
  expect(logs.join(""), "the outage came in the middle of an attempt").toContain('"state":"conclude: Accepted"');
});
