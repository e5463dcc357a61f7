import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { type Bundle, loadBundle, requireApplicable } from "./bundle.ts";
import { fixes } from "./fixes.ts";
import { tryToKill } from "./kill.ts";
import { mutants } from "./mutants.ts";
import { type Kept, readTapes, settingFor } from "./tapes.ts";
import { product, type Variant, wanting, without } from "./variants.ts";

/** As many seeds as take about a minute on a busy core. */
const seeds = { from: 1, schedules: 5_000 };
/** The number of schedules is what ends a search; this only ends what hangs. */
const hangsSeconds = 1_800;
/** Killed by what somebody thought of, or within a hundred schedules each. */
const quick = [
  "intent-after-send",
  "no-condition",
  "no-mutex",
  "release-on-unknown",
  "no-consent",
  "nonce-ends-before-date",
];

const bundleOf = (subject: Variant) => loadBundle(subject.edits);

const replayed = (bundle: Bundle, subject: Variant, kept: Kept) =>
  bundle.inMacrotask(() => {
    const setting = { ...bundle.settingOf(bundle.product, subject.switches), ...settingFor(kept) };
    return bundle.replay(setting, kept.tape).violations;
  });

describe("simulation", () => {
  it(
    `seeds ${seeds.from} to ${seeds.from + seeds.schedules - 1} break no invariant, and most carry a fault`,
    async () => {
      const bundle = await bundleOf(product);
      const { schedules, faulted, failures } = await bundle.inMacrotask(() =>
        bundle.explore(bundle.settingOf(bundle.product), seeds.from, { ...seeds, seconds: hangsSeconds, failures: 1 }),
      );
      expect(failures).toEqual([]);
      expect(schedules).toBe(seeds.schedules);
      expect(faulted / schedules).toBeGreaterThan(0.8);
    },
    hangsSeconds * 1_000,
  );

  it("no schedule that somebody thought of breaks an invariant", async () => {
    const bundle = await bundleOf(product);
    const broken = await bundle.inMacrotask(() =>
      bundle.directed.flatMap((directed) => {
        const [violation] = bundle.playDirected(bundle.settingOf(bundle.product), directed).violations;
        return violation === undefined ? [] : [`${directed.name}: ${violation}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it(
    "with one place for two, or with people to be asked, each order of what happens and each fault ends well",
    async () => {
      const bundle = await bundleOf(product);
      const found = await bundle.inMacrotask(() =>
        [...bundle.scopesOfPlaces, ...bundle.scopesOfPeople].map((scope) =>
          bundle.search(bundle.settingOf(bundle.product), scope, hangsSeconds),
        ),
      );
      expect(found.flatMap(({ violations }) => violations)).toEqual([]);
      expect(found.every(({ complete }) => complete)).toBe(true);
    },
    hangsSeconds * 1_000,
  );

  it("what once broke an invariant does so no longer, and does again without its fix", async () => {
    const bundle = await bundleOf(product);
    for (const kept of await readTapes()) {
      expect(await replayed(bundle, product, kept), kept.name).toEqual([]);
      if (!fixes.some(({ name }) => name === kept.finding)) continue; // the product has it by now
      const unfixed = without(kept.finding ?? "");
      expect(await replayed(await bundleOf(unfixed), unfixed, kept), kept.name).not.toEqual([]);
    }
  });

  it("one seed is one schedule, whenever it is played", async () => {
    const bundle = await bundleOf(product);
    const setting = bundle.settingOf(bundle.product);
    const [once, again] = await bundle.inMacrotask(() =>
      [1, 2].map(() => bundle.playSchedule(setting, bundle.createRandom(4_711)).tape),
    );
    expect(again).toEqual(once);
  });

  it("two players come to what one comes to", async () => {
    const bundle = await bundleOf(product);
    const setting = bundle.settingOf(bundle.product);
    const stretch = { schedules: 250, seconds: hangsSeconds, failures: 1 };
    const alone = await bundle.inMacrotask(() => bundle.explore(setting, 1, stretch));
    const command = ["--import", "tsx", "test/simulation/main.ts", "--seeds", "250", "--workers", "2", "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, command);
    expect(JSON.parse(stdout)).toMatchObject({ schedules: 250, adoptedForeign: alone.adoptedForeign, violations: [] });
    expect(JSON.parse(stdout).hits).toEqual(setting.hits.table);
  });

  it.each(quick)("the mutant %s is found", async (name) => {
    const mutant = wanting.find((candidate) => candidate.name === name);
    if (mutant === undefined) throw new Error(`There is no mutant ${name}`);
    expect((await tryToKill(mutant, { schedules: 2_000, seconds: hangsSeconds })).killedBy).toBeDefined();
  });

  it("every edit of a mutant still applies", async () => {
    await requireApplicable(mutants.map(({ edits }) => [...product.edits, ...edits]));
  });
});
