import type { Entry } from "../timeline/entry.ts";
import { lineOf } from "../timeline/line-of.ts";
import type { Paint } from "../timeline/paint.ts";

/** What of the world is shown while a scene is played. */
export type Stage = {
  /** Whose part is played. Without a function nothing is shown or counted. */
  functionName: string | undefined;
  /** How many deliveries and calls there were for it. */
  deliveries: number;
  /** The machine whose timeline is kept until the scene is over. */
  kept: { readonly instanceId: string; readonly entries: Entry[] } | undefined;
};

export const createStage = (): Stage => ({ functionName: undefined, deliveries: 0, kept: undefined });

/** Shows what was seen, or keeps it for later, or does neither. */
export function show(stage: Stage, entry: Entry | undefined, say: (line: string) => void, paint: Paint): void {
  const { functionName, kept } = stage;
  if (entry === undefined) return;
  if (kept !== undefined && "instanceId" in entry && entry.instanceId === kept.instanceId) kept.entries.push(entry);
  if (functionName === undefined || isElsewhere(entry, functionName)) return;
  if (entry.kind === "call" || (entry.kind === "event" && entry.change === "delivered")) stage.deliveries++;
  say(`   ${lineOf(entry, paint)}`);
}

/** What functions hear and say that the scene is not about: each event is delivered to three. */
function isElsewhere(entry: Entry, functionName: string): boolean {
  if (entry.kind === "answer") return entry.taken === undefined && entry.by !== functionName;
  const isHeard = entry.kind === "event" || entry.kind === "call";
  return isHeard && entry.function !== undefined && entry.function !== functionName;
}

/** The lines of what was kept. What is said again, word for word, is counted. */
export function keptLines(entries: readonly Entry[], paint: Paint): readonly string[] {
  const told: { readonly line: string; readonly words: string; until: string; count: number }[] = [];
  for (const entry of entries) {
    const words = JSON.stringify({ ...entry, at: "" });
    const again = told.at(-1);
    if (again?.words === words) [again.until, again.count] = [entry.at.slice(11, 19), again.count + 1];
    else told.push({ line: lineOf(entry, paint), words, until: "", count: 1 });
  }
  return told.map(({ line, until, count }) => (count === 1 ? line : `${line} (${count} times until ${until})`));
}
