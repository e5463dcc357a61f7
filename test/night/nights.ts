import type { Paint } from "../timeline/paint.ts";
import { playByTwo } from "./by-two.ts";
import type { Decided } from "./decided.ts";
import { decidedLines, decidedSummaryOf } from "./decided-summary.ts";
import { playNight } from "./night.ts";
import { signerWords } from "./people.ts";
import { playPostponed } from "./postponed.ts";
import type { Seat } from "./seat.ts";
import { playStorm } from "./storm.ts";
import { stormLinesOf, stormSummaryOf } from "./storm-summary.ts";
import { summaryLines, summaryOf } from "./summary.ts";

/** What the wire log says of a night: for programs, and for people. */
type Verdict = { readonly summary: { readonly problems: readonly string[] }; readonly lines: readonly string[] };

type Night = {
  readonly title: string;
  /** Options of `npm start`: what is there when the night begins. */
  readonly starts: readonly string[];
  readonly play: (seat: Seat, paint: Paint) => Promise<Verdict>;
};

/** The nights that can be played, by the name that is typed. */
export const nights: Readonly<Record<string, Night>> = {
  "1": {
    title: "An owner's first night",
    starts: ["--bare"],
    play: async (seat, paint) => {
      const summary = summaryOf(await playNight(seat));
      return { summary, lines: summaryLines(summary, paint) };
    },
  },
  "2": {
    title: "An owner's second night, one question",
    starts: ["--observe"],
    play: async (seat, paint) => decidedVerdict(await playPostponed(seat), paint),
  },
  "3": {
    title: "An owner's third night, a storm of events",
    starts: ["--observe", "--herd", "120"],
    play: async (seat, paint) => {
      const summary = stormSummaryOf(await playStorm(seat));
      return { summary, lines: stormLinesOf(summary, paint) };
    },
  },
  "4": {
    title: "An owner's fourth night, two people",
    starts: ["--observe", ...signerWords],
    play: async (seat, paint) => decidedVerdict(await playByTwo(seat), paint),
  },
};

function decidedVerdict(night: Decided, paint: Paint): Verdict {
  const summary = decidedSummaryOf(night);
  return { summary, lines: decidedLines(summary, paint) };
}
