import * as z from "zod";
import type { CardData } from "./cards.ts";

const schema = z.array(
  z.strictObject({ id: z.string(), text: z.string(), params: z.record(z.string(), z.unknown()).default({}) }),
);

/** A button of a card: a click on it tells its id and its parameters. */
export type Button = z.output<typeof schema>[number];

/** The buttons of our template: JSON in its variable `buttons`. Undefined if that is none of it; none if it is not there. */
export function buttonsOf({ buttons = "[]" }: CardData): readonly Button[] | undefined {
  try {
    return schema.parse(JSON.parse(buttons));
  } catch {
    return undefined;
  }
}
