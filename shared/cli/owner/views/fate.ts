import { plain } from "../show.ts";

const words: Readonly<Record<string, string>> = {
  acted: "acts",
  asked: "asks",
  observed: "observes",
  leftAlone: "leaves alone",
};

/** What a rule does about an event, as the heads of tables have it; a newer console's own word as it came. */
export const fateWord = (fate: string | undefined) => fate && (words[fate] ?? plain(fate));
