import { type ImplementationName, implementationNames } from "./implementations.ts";
import { scenarios } from "./scenarios.ts";

/** What the wire log says of one scenario under one implementation. */
export type Cell = {
  readonly scenario: string;
  readonly implementation: ImplementationName;
  /** Requests that the cloud took. */
  readonly redeploys: number;
  /** Requests that were made, taken or not. */
  readonly requests: number;
};

/** The lines to print. */
export function tableOf(cells: readonly Cell[]): readonly string[] {
  const of = (implementation: ImplementationName, scenario?: string) =>
    cells.filter((cell) => cell.implementation === implementation && (scenario ?? cell.scenario) === cell.scenario);
  const row = (title: string, value: (name: ImplementationName) => string | number) =>
    `  ${title.padEnd(width)}${implementationNames.map((name) => String(value(name)).padStart(12)).join("")}`;
  const total = (name: ImplementationName, count: "redeploys" | "requests") =>
    of(name).reduce((sum, cell) => sum + cell[count], 0);
  return [
    "Redeploys of one event, as the wire log counts them",
    "",
    row("", (name) => name),
    ...scenarios.map(({ name: scenario, title }) => row(title, (name) => of(name, scenario)[0]?.redeploys ?? "-")),
    row("total", (name) => total(name, "redeploys")),
    row("requests made, taken or not", (name) => total(name, "requests")),
    ...notes,
  ];
}

const notes = [
  "",
  "Powertools does well where its conditional put decides: later duplicates, a slow first write, a store's lost reply.",
  "A 2 of Powertools is by design: it deletes its record when the handler throws, and runs again once a lease is over.",
  "Its middy form, used here as ours is middy too, also deletes it when the result cannot be saved, and when a duplicate",
  "is refused while the first runs (issue 5675, still in 2.35.0). Its wrapper form, makeIdempotent, does neither.",
  "Its settings: key data.eventId, validation of data.instanceId, expiry 1 day, lease = rest of FC's timeout (60 s).",
  "",
  "Every 2 needs a cloud that takes a second redeploy soon after the first. The local cloud does, for 10 s: invented.",
  "With a cloud that refuses it at once every redeploy count is 1; the requests made then are what differs.",
];

const width = Math.max(...scenarios.map(({ title }) => title.length)) + 1;
