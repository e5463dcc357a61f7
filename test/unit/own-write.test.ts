import { expect, test } from "vitest";
import { advance } from "../../shared/ledger/advance.ts";
import type { Ending } from "../../shared/ledger/change.ts";
import { emptyRow, type InstanceRow } from "../../shared/ledger/row.ts";
import { StoreUnknown } from "../../shared/ledger/store.ts";

const stored = {
  ...{ operationId: "op", operation: "RedeployInstance", input: {}, fingerprint: "f", source: "http" },
  ...{ actor: "lin", reason: "", attempt: 0, fruitless: 0, openSinceMs: 0, clientToken: "t", promised: false },
};
const claimed: InstanceRow = {
  ...{ ...emptyRow, epoch: 7, owner: "me" },
  current: { ...stored, progress: { state: "Claimed", leaseUntilMs: 60_000 } },
};
const sending: InstanceRow = {
  ...{ ...claimed, epoch: 8 },
  current: {
    ...{ ...stored, attempt: 1 },
    progress: {
      state: "Sending",
      leaseUntilMs: 60_000,
      signedAtMs: 1,
      nonce: "n",
      evidenceIds: [],
      baseline: [],
    } as never,
  },
};

const begun = { step: "start", wasRunning: true } as const;
const inSteps = ({ current, ...row }: InstanceRow): InstanceRow => ({
  ...row,
  ...(current && { current: { ...current, runbook: begun } }),
});

/** Gives a claim back, whose write gets no answer; by then the row is this one. */
async function givenBack(read: InstanceRow, ending: Ending, next: (wanted: InstanceRow) => InstanceRow) {
  let row = read;
  let writes = 0;
  const store = {
    readInstance: async () => row,
    writeInstance: async (_id: string, _before: InstanceRow | undefined, wanted: InstanceRow) => {
      if (writes++ > 0) return "refused" as const;
      row = next(wanted);
      throw new StoreUnknown("no answer");
    },
  };
  const needs = { store: store as never, nowMs: () => 1_000, pause: async () => undefined };
  const change = { kind: "giveBack", operationId: "op", owner: "me", ending } as const;
  return (await advance(needs, "i-1", read, change, 60_000)).standing?.kind ?? "written";
}

const wait: Ending = { kind: "wait", wait: { for: "attempt", code: "Throttled", untilMs: 2_000 } };
const release: Ending = { kind: "release" };

test.each([
  ["an operation", claimed, release, sending],
  ["one that has begun, and stays current", inSteps(claimed), wait, inSteps(sending)],
])(
  "a write of %s whose answer was lost is known by what it wrote: an earlier one of its owner may come late",
  async (...given) => {
    const [, read, ending, late] = given;
    expect(await givenBack(read, ending, (wanted) => wanted)).toBe("written");
    expect(await givenBack(read, ending, () => late)).not.toBe("written");
  },
);
