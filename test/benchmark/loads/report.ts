import { type FunctionLoads, processesOf } from "./function-loads.ts";
import type { Loads } from "./loads.ts";
import type { Spread } from "./spread.ts";

/** The lines of the tables: headings by `bold`. */
export function linesOf(loads: Loads, runs: number, bold: (text: string) => string): readonly string[] {
  const { functions, empty, calls, words, sizes } = loads;
  const plain = processesOf("plain", runs);
  return [
    bold(`Load: milliseconds, median / minimum; fresh processes: ${runs}, for plain ${plain}`),
    ...loadLines(functions, "load"),
    line("an empty handler", cellOf(empty)),
    bold("Load and preload: what the first call needs is loaded too"),
    ...loadLines(functions, "preloaded"),
    bold(`Load and first call of redeploy-instance, to its reply; fresh processes: ${runs}`),
    line("", "code cache", "no code cache", "", "plain", ...ratioHeads),
    ...(["replay", "accepted"] as const).map((kind) => {
      const { cached, uncached, plain } = calls[kind];
      return line(kind, cellOf(cached), cellOf(uncached), "", cellOf(plain), ...ratiosOf(calls[kind]));
    }),
    bold(`Cold start and first word by chat, from the begin of the process to its acknowledgement; processes: ${runs}`),
    line("", "acknowledged", "an empty handler", "ratio"),
    line(
      "chatops",
      cellOf(words.acknowledged),
      cellOf(words.empty),
      (words.acknowledged.medianMs / words.empty.medianMs).toFixed(1),
    ),
    bold("Size: KiB"),
    line("", "main.js", "first call loads", "deferred.js", "plain", "plain / first"),
    ...sizes.map(({ name, mainKib, firstCallKib, deferredKib, plainKib }) =>
      line(name, mainKib, firstCallKib, deferredKib, plainKib, (plainKib / firstCallKib).toFixed(1)),
    ),
  ];
}

function loadLines(functions: FunctionLoads["functions"], field: "load" | "preloaded"): readonly string[] {
  return [
    line("", "code cache", "no code cache", "no SDK at all", "plain", ...ratioHeads),
    ...functions.map(({ name, [field]: spreads }) => {
      const { cached, uncached, withoutSdk, plain } = spreads;
      return line(name, ...[cached, uncached, withoutSdk, plain].map(cellOf), ...ratiosOf(spreads));
    }),
  ];
}

const ratioHeads = ["plain / cache", "plain / none"];

/** How much longer the plain bundle takes, of medians. */
const ratiosOf = ({ cached, uncached, plain }: Readonly<Record<"cached" | "uncached" | "plain", Spread>>) =>
  [cached, uncached].map(({ medianMs }) => (plain.medianMs / medianMs).toFixed(1));

const cellOf = ({ medianMs, minimumMs }: Spread) => `${medianMs.toFixed(1)} / ${minimumMs.toFixed(1)}`;

const line = (first: string, ...cells: readonly (string | number)[]) =>
  first.padEnd(30) + cells.map((cell) => `${cell}`.padStart(17)).join("");
