import { expect } from "vitest";
import type { Hand } from "../hand.ts";
import { isWell, type Kind } from "./lives.ts";
import { type Life, play } from "./play.ts";
import type { Point } from "./points.ts";

/** Strikes every point once, as many at the same time as there are instances, and expects every life to end well. */
export async function strikeAll(hand: Hand, kind: Kind, points: readonly Point[], effect: object): Promise<void> {
  const { instances } = kind;
  for (let from = 0; from < points.length; from += instances.length) {
    const struck = points.slice(from, from + instances.length);
    const lives = struck.map((point, index): Life => {
      const instanceId = instances[index] ?? "";
      const { ofInstance, ...at } = point;
      return {
        kind,
        instanceId,
        fault: { ...at, ...effect, ...(ofInstance ? { instanceId } : { function: "reconcile" }) },
      };
    });
    const { ends, hits } = await play(hand, lives);
    const shown = ends.map((end, index) => ({ point: struck[index], instanceId: instances[index], ...end }));
    expect(shown.filter((end) => !isWell(kind, end))).toEqual([]);
    // A recovery may need fewer listings and dispatches than were recorded; a call for an instance must meet its fault.
    expect(struck.filter(({ ofInstance }, index) => ofInstance && hits[index] === 0)).toEqual([]);
  }
}
