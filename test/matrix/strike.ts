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
    // A recovery may need fewer listings and dispatches than were recorded; a call for an instance must meet its fault. So may
    // the row's last write, which is for people: what is told in one run after a kill was told in two.
    const last = Math.max(...points.filter(isUpdate).map(({ skip }) => skip));
    const mayMiss = (point: Point) => !point.ofInstance || (isUpdate(point) && point.skip === last);
    expect(struck.filter((point, index) => !mayMiss(point) && hits[index] === 0)).toEqual([]);
  }
}

const isUpdate = ({ action }: Point) => action === "UpdateRow";
