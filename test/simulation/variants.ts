import type { SourceEdit } from "../../functions/build/source-edits.ts";
import { fixes } from "./fixes.ts";
import { sentences } from "./mutant.ts";
import { mutants } from "./mutants.ts";
import { allOn, type Switches } from "./world.ts";

/** Something to be played: the product, or the product without one thing. */
export type Variant = {
  readonly name: string;
  readonly kind: "product" | "mutant" | "finding" | "assumption";
  readonly what: string;
  /** What is promised and does not hold of it, if that is known. */
  readonly breaks: string | undefined;
  readonly edits: readonly SourceEdit[];
  readonly switches: Switches;
};

const fixed = fixes.flatMap(({ edits }) => edits);

/** The product with every fix that this simulation asks for. */
export const product: Variant = {
  name: "product",
  kind: "product",
  what: "as it should be",
  breaks: undefined,
  edits: fixed,
  switches: allOn,
};

/** Everything that must be found wanting. */
export const wanting: readonly Variant[] = [
  ...mutants.map(({ edits, ...mutant }) => ({ ...mutant, kind: "mutant" as const, edits: [...fixed, ...edits] })),
  ...fixes.map((fix) => without(fix.name)),
  {
    name: "throttled-before-nonce",
    kind: "assumption" as const,
    what: "model: something below us repeats a request, and the gateway throttles the copy before it looks at its nonce",
    breaks: sentences.once,
    edits: fixed,
    switches: { ...allOn, nonceBeforeThrottle: false },
  },
  {
    name: "nonce-ends-before-date",
    kind: "assumption" as const,
    what: "model: something below us repeats a request at the last moment of its date, and the gateway has forgotten its nonce some seconds before",
    breaks: sentences.once,
    edits: fixed,
    switches: { ...allOn, nonceOutlivesDate: false },
  },
];

/** The product as it would be without one of the fixes. */
export function without(name: string): Variant {
  const fix = fixes.find((candidate) => candidate.name === name);
  const others = fixes.filter((candidate) => candidate !== fix);
  return {
    name,
    kind: "finding",
    what: fix?.why ?? "",
    breaks: undefined,
    edits: others.flatMap(({ edits }) => edits),
    switches: { ...allOn, ...fix?.without },
  };
}
