/** Lines of the starter, and what the owner makes of them. */
export type Edit = { readonly find: string; readonly replace: string };

/** The first weeks: one group may be acted on, everything else is observed as before. */
const edits: readonly Edit[] = [
  { find: "mode: observe\n", replace: "mode: act\n" },
  {
    find: "  # More rules go here. Two examples, to be made yours:\n",
    replace:
      "  # First weeks: the web servers alone. One of them can be missed for some minutes.\n" +
      "  - name: web servers\n    match:\n      tags:\n        role: web\n    do: documented\n\n" +
      "  # More rules go here. Two examples, to be made yours:\n",
  },
  {
    find: "  - name: everything else\n    do: documented\n",
    replace: "  - name: everything else\n    do: documented\n    mode: observe\n",
  },
];

/** The owner's policy, made of the text that `policy init` wrote. */
export const ownPolicy = (starter: string) => edited(starter, edits);

/** The starter with these edits. Throws if it has no such lines any more. */
export function edited(starter: string, changes: readonly Edit[]): string {
  return changes.reduce((text, { find, replace }) => {
    const at = text.indexOf(`\n${find}`) + 1;
    if (at === 0) throw new Error(`The starter has no lines:\n${find}`);
    return text.slice(0, at) + replace + text.slice(at + find.length);
  }, starter);
}

/** Edits as a diff has them. */
export const linesOfEdits = (changes: readonly Edit[]): readonly string[] =>
  changes.flatMap(({ find, replace }) => {
    const [before, after] = [linesOf(find), linesOf(replace)];
    const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
    return [...gone, ...after.map((line) => `${before.includes(line) ? " " : "+"} ${line}`.trimEnd())];
  });

export const editLines: readonly string[] = linesOfEdits(edits);

function linesOf(text: string): readonly string[] {
  return text.slice(0, -1).split("\n");
}

/** What holds a storm back, behind the last line of a policy. */
export const stormLines: readonly string[] = [
  "limits:",
  "  - { per: region, inFlight: 5, restsFor: 1m }",
  "  - { per: zone, inFlight: 2, restsFor: 1m }",
  "breaker: { events: 30, within: 10m }",
  "notices:",
  "  - { to: oncall, about: all }",
  "  - { to: log, about: all }",
];
