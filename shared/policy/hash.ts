import { createHash } from "node:crypto";
import type { Policy } from "./policy.ts";

/** JSON in which the order of keys makes no difference: they are sorted. */
export const canonical = (value: unknown): string => JSON.stringify(value, sorted);

/** SHA-256 of a policy's canonical JSON, in hex: the same policy has the same hash, whatever the order of its keys. */
export const hashOf = (policy: Policy): string => digestOf(canonical(policy));

/** SHA-256 of a text, in hex. */
export const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
