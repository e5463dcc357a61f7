import * as z from "zod";
import { plain } from "../show.ts";
import { viewOf } from "../view.ts";

const decided = z.object({
  Type: z.string(),
  Status: z.string(),
  Rule: z.string(),
  Do: z.string().optional(),
  Mode: z.string(),
  MayLose: z.array(z.string()).default([]),
  Loses: z.array(z.string()).default([]),
  /** Only where it decides, and is not known. */
  LocalDisks: z.string().optional(),
  Why: z.string(),
});
import { fleetSchema, fleetWords } from "./check-fleet.ts";
import { historySchema, historyWords } from "./check-history.ts";
import { instanceSchema, instanceWords } from "./check-instance.ts";

const checkSchema = z.object({
  Problems: z.array(z.object({ Path: z.string(), Message: z.string() })).default([]),
  Fleet: fleetSchema.optional(),
  Instance: instanceSchema.optional(),
  History: historySchema.optional(),
});

/** Which machines and events each rule of a draft decides. */
export const viewCheck = viewOf(checkSchema, ({ Problems, Fleet, Instance, History }, show) =>
  [
    ...Problems.map(({ Path, Message }) => show.paint.red(`${plain(Path)}: ${plain(Message)}`)),
    ...(Fleet === undefined ? [] : [fleetWords(Fleet, show)]),
    ...(Instance === undefined ? [] : [instanceWords(Instance, show)]),
    ...(History === undefined ? [] : [historyWords(History, show)]),
  ].join("\n\n"),
);

function fleetWords({ Instances, Rules, Warnings }: NonNullable<Check["Fleet"]>, show: Show): string {
  const { paint } = show;
  const rows = Rules.map((rule) => [rule.Rule, rule.Instances === 0 ? "0: no machine" : rule.Instances]);
  return `${paint.bold(`the fleet: ${Instances} instances`)}\n${columns(["rule", "instances"], rows, show)}${warningWords(Warnings, show)}`;
}

function instanceWords({ Decisions, ...facts }: NonNullable<Check["Instance"]>, show: Show): string {
  const rows = Decisions.map((each) => [
    ...[
      each.Type,
      each.Status,
      each.Rule,
      each.Do ?? "nothing",
      each.Mode,
      each.Loses.join(", "),
      each.MayLose.join(", "),
      each.LocalDisks,
    ],
  ]);
  const known = Object.entries(facts).map(
    ([name, value]) => `${name} ${plain(typeof value === "string" ? value : JSON.stringify(value))}`,
  );
  return `${show.paint.bold("the instance")} ${known.join(", ")}\n${columns(["event", "status", "rule", "do", "mode", "loses", "may lose", "if local disks"], rows, show)}`;
}

function historyWords({ Events, Rules, Rows, Warnings }: NonNullable<Check["History"]>, show: Show): string {
  const rules = Rules.map((each) => [each.Rule, each.Acted, each.Asked, each.Observed, each.LeftAlone]);
  const heads = [...new Set(Rows.flatMap((row) => Object.keys(row)))];
  const rows = Rows.map((row) => heads.map((head) => (row[head] === undefined ? undefined : wordOf(row[head], show))));
  const single =
    rows.length === 0
      ? ""
      : `\n\n${columns(
          heads.map((head) => spaced(head)),
          rows,
          show,
        )}`;
  return `${show.paint.bold(`under this draft: ${Events} past events`)}\n${columns(["rule", "acts", "asks", "observes", "leaves alone"], rules, show)}${warningWords(Warnings, show)}${single}`;
}

/** `JudgedIn` is `judged in`. */
const spaced = (name: string) => name.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

const warningWords = (warnings: readonly string[], { paint }: Show) =>
  warnings.map((warning) => `\n${paint.yellow(plain(warning))}`).join("");

function wordOf(value: unknown, { clock }: Show): string {
  if (typeof value !== "string") return JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? clock(value) : value;
}
