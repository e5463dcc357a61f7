import * as z from "zod";
import type { Applied, ControlStore } from "../control/control.ts";
import { daysUpTo } from "../control/report.ts";
import type { DayCount } from "../control/run-store.ts";
import { pageAfter, pageSchema, placeIn } from "./page.ts";
import { verbOf } from "./verb.ts";
import { versionOf, versionSchema } from "./version.ts";

/** A page has so many versions: each is one read. */
const pageSize = 20;
/** Decisions are counted for this long, days: reports go no farther back. */
const countedDays = 90;

const count = z.int();
const decisionsSchema = z.strictObject({ Acted: count, WouldHaveActed: count, Asked: count, LeftAlone: count });
const place = z.strictObject({ below: z.int() });

/** Every policy that was in force, the newest first. */
export const policyHistory = verbOf({
  name: "policy history",
  summary: "Every policy that was in force, the newest first, with what was decided by each in the last 90 days",
  schema: z.strictObject({ Page: pageSchema }),
  answers: z.strictObject({
    Versions: z.array(versionSchema.extend({ Decisions: decisionsSchema })),
    NextPage: z.string().optional(),
  }),
  run: async ({ Page }, { control, runs, nowMs }) => {
    const days = daysUpTo(nowMs(), countedDays);
    const [{ policy }, counts] = await Promise.all([
      control.readControl(),
      runs.listCounts(days[0] ?? "", days.at(-1) ?? ""),
    ]);
    const below = placeIn(place, Page)?.below ?? (policy?.serial ?? 0) + 1;
    const versions = await versionsBelow(control, policy, below);
    const next = Math.max(below - pageSize, 1);
    return {
      Versions: versions.map((version) => ({ ...versionOf(version), Decisions: decidedBy(version, counts) })),
      ...(next > 1 && { NextPage: pageAfter({ below: next }) }),
    };
  },
});

/** A serial that nobody had is left out: an apply that met another one takes none. */
async function versionsBelow(control: ControlStore, policy: Applied | undefined, below: number): Promise<Applied[]> {
  const serials = Array.from({ length: pageSize }, (_, at) => below - 1 - at).filter((serial) => serial > 0);
  const read = serials.map((serial) => (serial === policy?.serial ? policy : control.readPast(serial)));
  return (await Promise.all(read)).filter((version) => version !== undefined);
}

function decidedBy({ serial }: Applied, counts: readonly DayCount[]): z.output<typeof decisionsSchema> {
  const rules = counts.filter(({ policy }) => policy === serial).flatMap(({ rules: counted }) => counted);
  const sum = (key: "acted" | "wouldHaveActed" | "asked" | "leftAlone") =>
    rules.reduce((total, rule) => total + rule[key], 0);
  return {
    Acted: sum("acted"),
    WouldHaveActed: sum("wouldHaveActed"),
    Asked: sum("asked"),
    LeftAlone: sum("leftAlone"),
  };
}
