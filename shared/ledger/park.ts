import type { Command } from "../command.ts";
import { maxDecisions } from "./commit.ts";
import type { InstanceRow } from "./row.ts";
import { type Store, StoreUnknown } from "./store.ts";
import { eventKeyOf } from "./token.ts";

type Needs = { readonly store: Store; readonly nowMs: () => number };

/** A row keeps at most this many parked events; an instance rarely has more than two pending. */
const maxParked = 16;

/** Keeps a notice in the row until the operation that is current there has ended. Throws `StoreUnknown`. */
export async function park({ store, nowMs }: Needs, command: Command): Promise<"parked" | "free"> {
  const { instanceId, operation, input, source, actor, reason, eventId = "" } = command;
  const key = eventKeyOf(eventId);
  const notice = { operation, input: { ...input }, source, actor, reason, eventId, atMs: nowMs() };
  for (let tries = 0; tries < maxDecisions; tries++) {
    const row = await store.readInstance(instanceId);
    if (row?.current === undefined) return "free";
    if (isFull(row, key)) throw new StoreUnknown(`${instanceId} keeps ${maxParked} waiting events already`);
    if ((await store.park(instanceId, row.epoch, key, notice)) === "applied") return "parked";
  }
  throw new StoreUnknown(`${instanceId} is being written too often`);
}

const isFull = ({ next }: InstanceRow, key: string) => Object.keys(next).length >= maxParked && next[key] === undefined;
