import { styleText } from "node:util";

type Style = "bold" | "dim" | "cyan" | "blue" | "yellow" | "green" | "red";

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/** Colours for a terminal that shows them and is not asked to show none (NO_COLOR); else none. */
export const createPaint = (out: NodeJS.WriteStream): Paint =>
  out.isTTY && out.hasColors() ? (style, text) => styleText(style, text) : (_, text) => text;
