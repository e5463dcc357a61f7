import type { SourceEdit } from "../../functions/build/source-edits.ts";
import type { Switches } from "./world.ts";

export type Fix = {
  readonly name: string;
  readonly why: string;
  readonly edits: readonly SourceEdit[];
  /** For a fix of the store adapter, which the model stands for. */
  readonly without?: Partial<Switches>;
};

/** Changes of the product that this simulation asks for; it runs with them until they are made. None is open. */
export const fixes: readonly Fix[] = [];
