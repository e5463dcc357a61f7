import { expect, test } from "vitest";
import type { Command } from "../../shared/command.ts";
import type { Listing } from "../../shared/ledger/change.ts";
import { isClaim } from "../../shared/ledger/claim.ts";
import { createLedger } from "../../shared/ledger/ledger.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import type { Store } from "../../shared/ledger/store.ts";

const command: Command = {
  operation: "RedeployInstance",
  input: { InstanceId: "i-1" },
  secrets: {},
  instanceId: "i-1",
  source: "eventbridge",
  actor: "acs.ecs",
  reason: "",
  mayRunLater: true,
  accepts: [],
  inSteps: false,
  token: "t",
  clientToken: undefined,
  eventId: "e-1",
};

/** Claims for an event that is listed; `meanwhile`: what the row is when the look is over. */
async function claimed(meanwhile?: InstanceRow) {
  let row: InstanceRow | undefined;
  let looks = 0;
  const store: Partial<Store> = {
    readInstance: async () => row,
    writeInstance: async (_, before, next) => {
      if (before?.epoch !== row?.epoch || before?.beside !== row?.beside) return "refused";
      row = next;
      return "applied";
    },
  };
  const ledger = createLedger({
    store: store as Store, // what a claim calls
    nowMs: () => 1_000,
    pause: async () => undefined,
    newId: () => "owner",
    scope: { accountId: "1", regionId: "cn-hangzhou" },
    fingerprintKeys: [{ id: "k1", secret: "guards nothing" }],
  });
  const look = async (): Promise<Listing> => {
    looks++;
    row = meanwhile ?? row;
    return { kind: "listed" };
  };
  const claim = await ledger.claim(command, 200_000, { look, permit: async () => ({ isOfSome: false }) });
  return { looks, isAsRead: isClaim(claim) && claim.isAsRead };
}

test("a look before the claim counts as one after it if nothing was written in between, and else does not", async () => {
  expect(await claimed()).toEqual({ looks: 1, isAsRead: true });
  expect(await claimed({ ...emptyRow, epoch: 2, owner: "other" })).toEqual({ looks: 1, isAsRead: false });
  expect(await claimed({ ...emptyRow, beside: 1 })).toEqual({ looks: 1, isAsRead: false });
});
