import type { Finding } from "../../../doctor/finding.ts";
import { plain, type Show } from "../show.ts";

/** A line for each finding, with what to do below it; then how many there are of each. */
export function findingLines(findings: readonly Finding[], { paint }: Show): string {
  const colours = { ok: paint.green, wrong: paint.red, unknown: paint.yellow };
  const lines = findings.flatMap(({ Check, State, Found, Mend }) => [
    `${colours[State](State.padEnd("unknown".length))}  ${paint.bold(plain(Check))}  ${plain(Found)}`,
    ...(Mend === undefined ? [] : [`${indent}${paint.dim(plain(Mend))}`]),
  ]);
  const count = (state: Finding["State"]) => findings.filter(({ State }) => State === state).length;
  const verdict = count("wrong") === 0 ? paint.green("Nothing is wrong.") : paint.red(`${count("wrong")} wrong.`);
  return [
    ...lines,
    "",
    `${verdict} ${count("ok")} looked at and in order, ${count("unknown")} to be looked at by hand.`,
  ].join("\n");
}

/** Below what was found. */
const indent = " ".repeat("unknown  ".length);
