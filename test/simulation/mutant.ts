import type { SourceEdit } from "../../functions/build.ts";
import { allOn, type Switches } from "./world.ts";

/** The product, or the world it trusts, without one safeguard. */
export type Mutant = {
  readonly name: string;
  readonly what: string;
  readonly edits: readonly SourceEdit[];
  readonly switches: Switches;
};

/** A change to one file of the product. */
export const edit = (file: string, find: string, replace: string): SourceEdit => ({
  file: `shared/${file}`,
  find,
  replace,
});

/** The product without a safeguard. */
export const product = (name: string, what: string, ...edits: readonly SourceEdit[]): Mutant => ({
  name,
  what,
  edits,
  switches: allOn,
});

/** The world without something that the product trusts. */
export const world = (name: string, what: string, off: Partial<Switches>): Mutant => ({
  name,
  what,
  edits: [],
  switches: { ...allOn, ...off },
});
