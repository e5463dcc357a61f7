import type { Cloud } from "../cloud/cloud.ts";
import type { Entry } from "../timeline/entry.ts";
import { lineOf } from "../timeline/line-of.ts";
import type { Paint } from "../timeline/paint.ts";
import { commandsFor } from "./commands.ts";

/** How a run is told: each member gives the line to print, or undefined for nothing. */
export type Output = {
  readonly started: (cloud: Started, banner: string) => string;
  readonly entry: (entry: Entry) => string | undefined;
  readonly log: (line: string) => string | undefined;
  readonly stopped: string | undefined;
};

type Started = Pick<Cloud, "url" | "wireUrl" | "settings" | "accessKey">;

/** For people: the screen, then the timeline. `observes`: no policy was applied. */
export const createScreen = (paint: Paint, observes: boolean): Output => ({
  started: (cloud, banner) => {
    const commands = commandsFor(cloud, observes).map(({ does, line }) => `${paint("bold", does)}\n  ${line}`);
    return [banner, ...commands, "", "Stop with Ctrl-C. What happens from now on:"].join("\n");
  },
  entry: (entry) => lineOf(entry, paint),
  log: (line) => paint("dim", line),
  stopped: "Stopped.",
});

/** For programs: one JSON object a line. */
export const jsonLines: Output = {
  started: ({ url, wireUrl, settings, accessKey }) =>
    JSON.stringify({ kind: "start", url, wireUrl, settings, accessKey }),
  entry: (entry) => JSON.stringify(entry),
  log: (text) => JSON.stringify({ kind: "log", text }),
  stopped: undefined,
};

/** Only where it runs. */
export const quietly = (output: Output, isJson: boolean): Output => ({
  ...output,
  started: isJson ? output.started : ({ url, wireUrl }) => `${url}\n${wireUrl}`,
  entry: () => undefined,
  stopped: undefined,
});
