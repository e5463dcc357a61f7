import type { Guess } from "../core/guesses.ts";

/** One guess of the local ENS; `file` is where it is carried out, below test/cloud. */
export const ens = (id: string, text: string, file: string, flip?: string): Guess => ({
  id: `ens.${id}`,
  text,
  source: `test/cloud/${file}.ts`,
  flip,
});
