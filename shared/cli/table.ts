/** A Markdown table, its cells padded to their column, as the repository's formatter has them. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, widthOf(cell), ...rows.map((row) => widthOf(row[column] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell))).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** A Chinese sign takes two columns, and so do its marks. */
const wide = /[\p{Script=Han}\u3000-\u303e\uff01-\uff60]/u;

const widthOf = (text: string) => [...text].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : sign.length), 0);
