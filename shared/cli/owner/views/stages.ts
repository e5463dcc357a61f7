import type { Stage } from "../rehearsal/stages.ts";
import { plain, type Show } from "../show.ts";

const words = { seen: "seen", notSeen: "not seen", notPossible: "no drill" } as const;

/** A line for each stage. */
export function stageLines(stages: readonly Stage[], { paint }: Show): string {
  const colours = { seen: paint.green, notSeen: paint.red, notPossible: paint.dim };
  const widest = Math.max(...stages.map(({ Stage }) => Stage.length));
  return stages
    .map(
      ({ Stage, State, Found }) =>
        `${colours[State](words[State].padEnd("not seen".length))}  ${Stage.padEnd(widest)}  ${plain(Found)}`,
    )
    .join("\n");
}
