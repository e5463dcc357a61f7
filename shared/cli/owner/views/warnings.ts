import { plain, type Show } from "../show.ts";

/** What could not be read, or is not as it should be: a line each. */
export const warningWords = (warnings: readonly string[], { paint }: Show): readonly string[] =>
  warnings.map((warning) => paint.yellow(plain(warning)));
