import { expect, test } from "vitest";
import { guesses } from "../cloud/guesses.ts";
import { createHand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { type Kind, runbook, singles } from "../matrix/lives.ts";
import { type Life, play } from "../matrix/play.ts";
import { eventRules } from "../subjects.ts";
import { dependents } from "./dependents.ts";

/** Where each operation is struck: nowhere, and on both sides of the call that must not be repeated. */
const strikes: readonly [string, object | undefined][] = [
  ["smooth", undefined],
  ["killed before its send", { effect: "kill-before" }],
  ["killed after its send", { effect: "kill-after" }],
];

/** Kinds share members of the fleet: each takes three of its own. */
const kinds: readonly { readonly kind: Kind; readonly from: number }[] = [...singles, runbook].map((kind, index) => ({
  kind,
  from: kind.instances.length > 14 ? index * strikes.length : 0,
}));

const lives = kinds.flatMap(({ kind, from }) =>
  strikes.map(([name, effect], index): Life & { readonly name: string } => {
    const instanceId = kind.instances[from + index] ?? "";
    return {
      name: `${kind.name}, ${name}`,
      kind,
      instanceId,
      fault: effect && { ...kind.send, instanceId, ...effect },
    };
  }),
);

const flippable = guesses.filter(({ flip }) => flip !== undefined).map(({ id }) => id);

test("every guess that something depends on can be flipped", () => {
  expect(flippable).toEqual(expect.arrayContaining(Object.keys(dependents)));
});

test.each(["nothing", ...flippable])(
  "with %s flipped nothing is done twice, and what does not end is listed",
  async (id) => {
    const cloud = await startLocal({ eventRules, flips: id === "nothing" ? [] : [id] });
    try {
      const { ends } = await play(createHand(cloud), lives);
      const twice = lives.filter((_, index) => Object.values(ends[index]?.effects ?? {}).some((times) => times > 1));
      const open = lives.filter(({ kind }, index) => {
        const end = ends[index];
        return end?.row !== "ended" || JSON.stringify(end.effects) !== JSON.stringify(kind.effects);
      });
      expect(twice.map(({ name }) => name)).toEqual([]);
      expect(open.map(({ name }) => name)).toEqual(Object.keys(dependents[id] ?? {}));
    } finally {
      await cloud.close();
    }
  },
);
