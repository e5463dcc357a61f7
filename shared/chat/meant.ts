import { createHash } from "node:crypto";
import type { Word } from "./word-store.ts";

/**
 * A wish is the same for so long, milliseconds (invented: a platform repeats itself within minutes, and a person who means
 * it again after ten says so in other words).
 */
export const sameForMs = 600_000;

/**
 * What a word means, whatever message brought it: by who says it, verb, target and parameters. 32 hex digits. `--again` is
 * part of it and no more: a message that asks for a second time may come eleven times as well.
 */
export function wishOf({ person, wish: { to, args, machine, code, again } }: Word): string {
  const given = Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1));
  const meant = [person, to, given, machine ?? null, code ?? null, again];
  return createHash("sha256").update(JSON.stringify(meant)).digest("hex").slice(0, 32);
}
