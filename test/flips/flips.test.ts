import { expect, test } from "vitest";
import { isFlippable } from "../cloud/core/guesses.ts";
import { guesses } from "../cloud/guesses.ts";
import { yamlWithTriggers } from "../deploy.ts";
import { createHand } from "../hand.ts";
import { startLocal } from "../local.ts";
import { isWell, type Kind, runbook, singles } from "../matrix/lives.ts";
import { type Life, play } from "../matrix/play.ts";
import { eventRules } from "../subjects.ts";
import { dependents } from "./dependents.ts";

/** Where each operation is struck: nowhere, and on both sides of the call that must not be repeated. */
const strikes: readonly [string, object | undefined][] = [
  ["smooth", undefined],
  ["killed before its send", { effect: "kill-before" }],
  ["killed after its send", { effect: "kill-after" }],
];

const taken = new Set<string>();

/** A member of the fleet that no other life has. */
function ownInstance({ name, instances }: Kind): string {
  const free = instances.find((instanceId) => !taken.has(instanceId));
  if (free === undefined) throw new Error(`No instance is left for ${name}`);
  taken.add(free);
  return free;
}

const lives = [...singles, runbook].flatMap((kind) =>
  strikes.map(([name, effect]): Life & { readonly name: string } => {
    const instanceId = ownInstance(kind);
    return {
      name: `${kind.name}, ${name}`,
      kind,
      instanceId,
      fault: effect && { ...kind.send, instanceId, ...effect },
    };
  }),
);

/** ReplaceSystemDisk is asked for by calls here: its function would start only to say that an event is not for it. */
const serverlessYaml = yamlWithTriggers((name, type) => name !== "replace-system-disk" || type !== "eventbridge");

const flippable = guesses.filter(isFlippable).map(({ id }) => id);

test("every guess that something depends on can be flipped", () => {
  expect(flippable).toEqual(expect.arrayContaining(Object.keys(dependents)));
});

/** So many guesses are flipped in one world: one finds what it matters to, ten take a tenth of the time. */
const together = Number(process.env["FLIPS_TOGETHER"] ?? 1);
const groups = Array.from({ length: Math.ceil(flippable.length / together) }, (_, group) =>
  flippable.slice(group * together, (group + 1) * together),
);

test.each([[[]], ...groups.map((flips) => [flips])])(
  "with %j flipped nothing is done twice, and what does not end is listed",
  async (flips) => {
    const cloud = await startLocal({ eventRules, serverlessYaml, flips });
    try {
      const { ends } = await play(createHand(cloud), lives);
      const twice = lives.filter((_, index) => Object.values(ends[index]?.effects ?? {}).some((times) => times > 1));
      const open = lives.filter(({ kind }, index) => {
        const end = ends[index];
        return end === undefined || !isWell(kind, end);
      });
      expect(twice.map(({ name }) => name)).toEqual([]);
      const listed = new Set(flips.flatMap((id) => dependents[id]?.lives ?? []));
      expect(new Set(open.map(({ name }) => name))).toEqual(listed);
    } finally {
      await cloud.close();
    }
  },
);
