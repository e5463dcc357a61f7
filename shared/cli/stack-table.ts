import { parameters } from "../install/stack.ts";
import { table } from "./table.ts";

/** What is chosen when a stack is made of the template. */
export const stackTable = (): string =>
  table(
    ["parameter", "default", "it is"],
    Object.entries(parameters).map(([name, { Default, Description }]) => [
      `\`${name}\``,
      isPlain(`${Default}`) ? `\`${Default}\`` : "the account's own",
      `${Description}.`,
    ]),
  );

/** A name in Chinese has no width in a table on which all tools agree. */
const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text);
