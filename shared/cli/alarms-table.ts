import { alarms } from "../install/alarms.ts";
import { table } from "./table.ts";

/** What rings, and what to do then: a line for each alarm of the stack. */
export const alarmsTable = (): string =>
  table(
    ["alarm", "rings when", "it means", "do this"],
    alarms.map(({ name, metric, rings, minutes, missesData, means, todo }) => [
      `\`${name}\``,
      `\`${metric}\` is ${rings === "at one" ? "1 or more" : "0"}${missesData ? ", or missing," : ""} for ${minutes} min`,
      means,
      todo,
    ]),
  );
