import { expect, test } from "vitest";
import { conclude } from "../../shared/attempt/conclude.ts";
import type { Claim } from "../../shared/ledger/claim.ts";
import { RowUnreadable, StoreUnknown } from "../../shared/ledger/store.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import { claimOn } from "./claim-on.ts";

const claimWith = (change: Partial<Claim>, secrets: Readonly<Record<string, string>> = {}): Claim =>
  claimOn({ secrets }, { giveBack: async () => ({ kind: "lost" }), ...change });

const failing = (error: Error) => claimWith({ settle: async () => Promise.reject(error) });
const needs = { operation: redeployInstance, nowMs: () => 0, requestId: "1" };

const sent = {
  kind: "sent",
  sent: { kind: "accepted", requestId: "r", evidenceId: "t-1" },
} as const;

test.each([new StoreUnknown("no answer"), new RowUnreadable("a newer row")])(
  "after a send a store that fails with %s leaves the operation in doubt, and says so",
  async (error) => {
    const { statusCode, body } = await conclude(failing(error), sent, needs);
    expect([statusCode, JSON.parse(body).State]).toEqual([202, "InDoubt"]);
  },
);

const untaken = (why: "throttled" | "stale") =>
  ({ kind: "sent", sent: { kind: "none", why, code: "Some.Code", retryAfterMs: 0 } }) as const;

test("a call that was not taken and leaves nothing behind may use its token again", async () => {
  const answer = conclude(claimWith({}), untaken("throttled"), needs);
  await expect(answer).rejects.toThrow("(nothing was changed); try again with the same token.");
});

test.each(["throttled", "stale"] as const)(
  "a call with a password that is on record and ends as %s needs a new token, and is told so",
  async (why) => {
    const answer = conclude(claimWith({ promised: true }, { Password: "Hunter-2222" }), untaken(why), needs);
    await expect(answer).rejects.toThrow("try again with a new token.");
  },
);
