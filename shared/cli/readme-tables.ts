import * as z from "zod";
import { adviceFor } from "../operations/advice.ts";
import { functionNameOf } from "../operations/function-name.ts";
import type { Operation } from "../operations/operation.ts";

/** The README's tables of operations, parameters and errors, as Markdown; pure. */
export const readmeTables = (operations: readonly Operation[]): Readonly<Record<string, string>> => ({
  operations: table(
    ["operation", "function", "does", "needs consent"],
    operations.map(({ name, product, version, summary, consent }) => [
      `${name} (${product.toUpperCase()} ${version})`,
      `\`${functionNameOf(name)}\``,
      summary,
      consent,
    ]),
  ),
  parameters: table(["operation", "parameter", "required", ""], operations.flatMap(parametersOf)),
  errors: operations.flatMap(errorsOf).join("\n"),
});

/** Cells padded to their column, as the repository's formatter has them. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) => Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

type Schema = { readonly properties?: Readonly<Record<string, { readonly description?: string }>> };

function parametersOf({ name, input }: Operation): string[][] {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: "input" }) as Schema & { required?: string[] };
  return Object.entries(properties).map(([parameter, { description = "" }]) => [
    name,
    `\`${parameter}\``,
    required.includes(parameter) ? "yes" : "no",
    description,
  ]);
}

/** One item per advice: the codes that mean the same. */
function errorsOf({ name, errors }: Operation): string[] {
  const entries = Object.entries(errors);
  const kinds = [...new Set(entries.map(([, kind]) => kind))];
  return kinds.map((kind) => {
    const rows = entries
      .filter(([, other]) => other === kind)
      .map(([row]) => ({ status: row.slice(0, 3), code: row.slice(4) }));
    const { lasting, next } = adviceFor(errors, Number(rows[0]?.status), rows[0]?.code ?? "");
    const codes = rows.map(({ status, code }) => `${status} \`${code}\``).join(", ");
    return `- ${name}, ${lasting ? "remembered" : "not remembered"}: ${codes}. _${next}_`;
  });
}
