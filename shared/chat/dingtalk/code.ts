import { defaultBounds } from "../../bounds.ts";
import type { FingerprintKey } from "../../ledger/token.ts";
import { isEqual } from "../equal.ts";
import { macOf } from "../mac.ts";

/** What a code is good for: one person's yes to one question about one operation, or to one verdict on it (`resolve …`). */
export type Yes = { readonly operationId: string; readonly ask: string; readonly person: string };

/** A code is good in the slot in which it was told and in the next one: 10 to 20 minutes, milliseconds (invented). */
const slotMs = 600_000;

/** Letters that nobody mistakes for another. Source: Crockford, "Base 32". */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The code that a person is told in their own chat: 8 characters, 40 bits. Nothing of it is stored. Pure. */
export const codeFor = (key: FingerprintKey, yes: Yes, nowMs: number): string => codeIn(key, yes, slotAt(nowMs));

/** True iff the code is that person's for that question, told in the slot of this time or the one before, under one of the keys. Pure. */
export function isCodeFor(keys: readonly FingerprintKey[], yes: Yes, code: string, saidAtMs: number): boolean {
  const given = Buffer.from(asToldIn(code));
  // Who told it may have had a clock that is ahead.
  const slots = new Set([slotAt(saidAtMs + defaultBounds.skewMs), slotAt(saidAtMs), slotAt(saidAtMs) - 1]);
  const wanted = keys.flatMap((key) => [...slots].map((slot) => codeIn(key, yes, slot)));
  return wanted.filter((one) => isEqual(Buffer.from(one), given)).length > 0;
}

const slotAt = (ms: number) => Math.floor(ms / slotMs);

function codeIn(key: FingerprintKey, { operationId, ask, person }: Yes, slot: number): string {
  const mac = macOf(key, "chat code", [operationId, ask, person, String(slot)]);
  const bits = mac.readUIntBE(0, 5); // 40 bits are exact in a number
  return Array.from({ length: 8 }, (_, at) => alphabet[Math.floor(bits / 32 ** (7 - at)) % 32]).join("");
}

/** As people type it: in either case, O for 0, I and L for 1. Source: Crockford, "Base 32". */
const asToldIn = (code: string) => code.toUpperCase().replaceAll("O", "0").replaceAll(/[IL]/g, "1");
