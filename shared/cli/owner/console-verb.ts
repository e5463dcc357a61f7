import type { Taken } from "./command.ts";
import type { View } from "./view.ts";

/** A verb of the function console that is asked as it was typed, and whose answer is shown. */
export type ConsoleVerb = {
  readonly name: string;
  readonly about: string;
  readonly takes: readonly Taken[];
  readonly examples: readonly string[];
  /** Set if it changes something: how to find out whether it did, where no answer came. */
  readonly changes?: string;
  /** May be said by a signed call of one named person as well. */
  readonly maySign?: boolean;
  /** Changes several regions with one command. */
  readonly isOfManyRegions?: true;
  readonly view: View;
};
