import * as z from "zod";
import { fileNameOf } from "../function-name.ts";
import { type Who, whoMay, wishes } from "../install/who-may.ts";
import { words } from "../ledger/line.ts";
import { rowsBeside } from "../operations/advice.ts";
import { type Advice, adviceKinds } from "../operations/advice-kinds.ts";
import type { Operation } from "../operations/operation.ts";
import { alarmsTable } from "./alarms-table.ts";
import { casesTable } from "./cases-table.ts";
import { eventsTable } from "./events-table.ts";
import { grammarTable } from "./grammar-table.ts";
import { noticesTable } from "./notices-table.ts";
import { rightsTable } from "./rights-table.ts";
import { stackTable } from "./stack-table.ts";
import { table } from "./table.ts";
import { verbsTable } from "./verbs-table.ts";
import { whoSaysTable } from "./who-says-table.ts";

/** The tables of the guides, as Markdown; pure. */
export const readmeTables = (
  operations: readonly Operation[],
  serverlessYaml: string,
): Readonly<Record<string, string>> => ({
  operations: table(
    ["operation", "function", "does", "needs consent"],
    operations.map(({ name, product, version, summary, consent }) => [
      `${name} (${product.toUpperCase()} ${version})`,
      `\`${fileNameOf(name)}\``,
      summary,
      consent,
    ]),
  ),
  events: eventsTable(),
  alarms: alarmsTable(),
  cases: casesTable(),
  grammar: grammarTable(),
  notices: noticesTable(),
  stack: stackTable(),
  verbs: verbsTable(),
  rights: rightsTable(serverlessYaml),
  whoSays: whoSaysTable(),
  timeline: table(
    ["word", "means"],
    Object.entries(words).map(([word, meaning]) => [`\`${word}\``, meaning]),
  ),
  parameters: table(["operation", "parameter", "required", ""], operations.flatMap(parametersOf)),
  errors: operations.flatMap(tablesOf).flat().join("\n"),
  whoMay: table(
    ["who", "known by", ...Object.values(wishes), "what stops more"],
    Object.values<Who>(whoMay).map(({ door, roles, by, may, stops }) => [
      roles === undefined ? door : `${door}: ${roles.join(", ") || "named by no policy"}`,
      by,
      ...Object.values(may),
      stops,
    ]),
  ),
});

type Schema = { readonly properties?: Readonly<Record<string, { readonly description?: string }>> };

function parametersOf({ name, parameters }: Operation): string[][] {
  const { properties = {}, required = [] } = z.toJSONSchema(parameters.schema, { io: "input" }) as Schema & {
    required?: string[];
  };
  return Object.entries(properties).map(([parameter, { description = "" }]) => [
    name,
    `\`${parameter}\``,
    required.includes(parameter) ? "yes" : "no",
    description,
  ]);
}

/** The operation's own table, and what the calls before and after it have besides. */
const tablesOf = ({ name, errors, runbook }: Operation) => [
  itemsOf(name, errors),
  ...Object.entries(runbook?.steps ?? {}).map(([step, { errors: ofStep }]) =>
    itemsOf(`${name}, step ${step}`, rowsBeside(ofStep, errors)),
  ),
];

/** One item per advice: the codes that mean the same. */
function itemsOf(name: string, errors: Readonly<Record<string, Advice>>): string[] {
  const entries = Object.entries(errors);
  const kinds = [...new Set(entries.map(([, kind]) => kind))];
  return kinds.map((kind) => {
    const rows = entries
      .filter(([, other]) => other === kind)
      .map(([row]) => ({ status: row.slice(0, 3), code: row.slice(4) }));
    const { lasting, endsEvent, next } = adviceKinds[kind];
    const codes = rows.map(({ status, code }) => `${status} \`${code}\``).join(", ");
    const kept = lasting ? "remembered" : "not remembered";
    return `- ${name}, ${kept}, ${endsEvent ? "an event ends" : "an event waits"}: ${codes}. _${next}_`;
  });
}
