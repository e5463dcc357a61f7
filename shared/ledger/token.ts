import { createHash, createHmac } from "node:crypto";

/** The account and region in which tokens are unique, since one stack has one ledger. */
export type Scope = { readonly accountId: string; readonly regionId: string };

/**
 * The id of the operation that a token stands for: 32 hex digits, the same for every delivery of that token. `kind`
 * keeps tokens apart: a caller can name neither an event's token nor another caller's.
 */
export const operationIdOf = ({ accountId, regionId }: Scope, kind: `caller ${string}` | "event", token: string) =>
  hash(["operation", accountId, regionId, kind, token]);

/** The token of an event's operation. The envelope's id would not do: one system event sends a notice per status change. */
export const eventTokenOf = (instanceId: string, eventId: string, attempt: number) =>
  `ev_${hash(["event", instanceId, eventId, String(attempt)])}`;

/** The name under which an event is bound in the instance row. */
export const eventKeyOf = (eventId: string) => hash(["event", eventId]);

/** The partition key of an instance row or token row; the hash in front spreads rows over partitions. */
export const rowKeyOf = (kind: "instance" | "token", name: string) => `${hash([kind, name]).slice(0, 8)}_${name}`;

/** The name that `rowKeyOf` made a key of. */
export const nameOfRowKey = (key: string) => key.slice(key.indexOf("_") + 1);

const hash = (parts: readonly string[]) =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** A secret that fingerprints are keyed with; `id` is stored with each fingerprint so that keys can be rotated. */
export type FingerprintKey = { readonly id: string; readonly secret: string };

/**
 * A keyed hash of a command: `<key id>.<64 hex>`. Equal commands have equal fingerprints. Of `secrets` it covers the
 * names only: whoever got hold of the key could guess a password from its hash.
 */
export function fingerprintOf(
  key: FingerprintKey,
  operation: string,
  input: Readonly<Record<string, unknown>>,
  secrets: readonly string[] = [],
): string {
  const canonical = JSON.stringify([
    operation,
    ...Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1)),
    ...secrets,
  ]);
  return `${key.id}.${createHmac("sha256", key.secret).update(canonical).digest("hex")}`;
}

/** The key that made a stored fingerprint. Keys are rotated, and a replay is compared under the key of its time. */
export const keyOf = (keys: readonly FingerprintKey[], fingerprint: string) =>
  keys.find(({ id }) => fingerprint.startsWith(`${id}.`));
