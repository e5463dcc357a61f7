import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Measured } from "./measure.ts";
import { median, rounded } from "./median.ts";
import { bundleScript, measureIn } from "./processes.ts";
import { type SideName, sideNames } from "./side.ts";

type All = Readonly<Record<SideName, readonly Measured[]>>;
type Options = {
  readonly processes: number;
  readonly calls: number;
  readonly profileDir: string | undefined;
  /** Hears what is measured next. */
  readonly progress: (text: string) => void;
};

export type Compared = Awaited<ReturnType<typeof compareSides>>;

/** Both sides in fresh processes by turns: medians, and how often each asked its store. */
export async function compareSides({ processes, calls, profileDir, progress }: Options) {
  const folder = await mkdtemp(path.join(tmpdir(), "redeploy-once-bench-"));
  try {
    const script = await bundleScript("measure.ts", folder);
    const all = { ours: [] as Measured[], powertools: [] as Measured[] };
    for (let round = 1; round <= processes; round++)
      for (const side of sideNames) {
        progress(`process ${round} of ${processes}: ${side}`);
        all[side].push(await measureIn(script, side, calls, profileDir));
      }
    return {
      scenarios: { first: compared(all, "firstUs"), replay: compared(all, "replayUs") },
      roundTrips: { ours: all.ours[0]?.trips, powertools: all.powertools[0]?.trips },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function compared(all: All, field: "firstUs" | "replayUs") {
  const [oursUs = Number.NaN, powertoolsUs = Number.NaN] = sideNames.map((side) =>
    median(all[side].map((measured) => measured[field])),
  );
  return { oursUs: rounded(oursUs), powertoolsUs: rounded(powertoolsUs), ratio: rounded(oursUs / powertoolsUs) };
}
