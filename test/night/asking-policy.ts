import { type Edit, edited, linesOfEdits } from "./own-policy.ts";

/** A policy of a night in which people are asked: what it makes of the starter, and what stands behind its last line. */
export type AskingPolicy = { readonly edits: readonly Edit[]; readonly more: readonly string[] };

const notices = ["notices:", "  - { to: oncall, about: all }"];

/** The starter acts, by one more rule in front of the last; everything else is observed. */
const withRule = (rule: string): readonly Edit[] => [
  { find: "mode: observe\n", replace: "mode: act\n" },
  { find: "  - name: everything else\n    do: documented\n", replace: `${rule}${everythingElse}` },
];
const everythingElse = "  - name: everything else\n    do: documented\n    mode: observe\n";

/** A person is asked before a database is touched, and that is done by night only. */
export const databasesByNight: AskingPolicy = {
  edits: withRule(
    "  - name: databases\n    match:\n      tags:\n        role: db\n    do: documented\n    mode: ask\n    window: nights\n",
  ),
  more: [
    "windows:",
    '  nights: { days: [mon, tue, wed, thu, fri, sat, sun], open: "01:00", close: "05:00" }',
    ...notices,
  ],
};

/** Caches are answered at once; if that loses their local disks, two people say yes first. */
export const cachesByTwo: AskingPolicy = {
  edits: withRule("  - name: caches\n    match:\n      tags:\n        role: cache\n    do: documented\n"),
  more: [
    "asking: { approvals: { localDisks: 2 } }",
    "people:",
    '  - { name: lin, roles: [approver], is: ["webhook:lin", "webhook:lin-at-home"] }',
    '  - { name: wei, roles: [approver], is: ["webhook:wei"] }',
    '  - { name: ma, roles: [approver], is: ["webhook:ma"] }',
    ...notices,
  ],
};

/** The policy, made of the text that `policy init` wrote. */
export const askingPolicy = (starter: string, { edits, more }: AskingPolicy) =>
  `${edited(starter, edits)}\n${more.join("\n")}\n`;

/** What of it is not the starter's, as a diff has it. */
export const askingLines = ({ edits, more }: AskingPolicy): readonly string[] => [
  ...linesOfEdits(edits),
  ...more.map((line) => `+ ${line}`),
];
