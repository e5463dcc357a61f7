import type { Finding } from "../../../doctor/finding.ts";
import { plain, type Show } from "../show.ts";

/** A line for each finding, with what to do below it; then how many there are of each. */
export const findingLines = (findings: readonly Finding[], show: Show): string =>
  [...linesOf(findings, show), "", verdict(findings, show)].join("\n");

/** The same, of what is wrong alone. */
export const wrongLines = (findings: readonly Finding[], show: Show): string =>
  [
    ...linesOf(
      findings.filter(({ State }) => State === "wrong"),
      show,
    ),
    verdict(findings, show),
  ].join("\n");

function linesOf(findings: readonly Finding[], { paint }: Show): readonly string[] {
  const colours = { ok: paint.green, wrong: paint.red, unknown: paint.yellow };
  return findings.flatMap(({ Check, State, Found, Mend }) => [
    `${colours[State](State.padEnd("unknown".length))}  ${paint.bold(plain(Check))}  ${plain(Found)}`,
    ...(Mend === undefined ? [] : [`${indent}${paint.dim(plain(Mend))}`]),
  ]);
}

function verdict(findings: readonly Finding[], { paint }: Show): string {
  const count = (state: Finding["State"]) => findings.filter(({ State }) => State === state).length;
  const first = count("wrong") === 0 ? paint.green("Nothing is wrong.") : paint.red(`${count("wrong")} wrong.`);
  return `${first} ${count("ok")} looked at and in order, ${count("unknown")} to be looked at by hand.`;
}

/** Below what was found. */
const indent = " ".repeat("unknown  ".length);
