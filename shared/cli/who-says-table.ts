import { maySay, type Verb } from "../console/verb.ts";
import { verbs } from "../console/verbs.ts";
import { roles } from "../policy/who.ts";
import { table } from "./table.ts";

const cell = (isSo: boolean) => (isSo ? "yes" : "no");

/** Who may say which verb of the console, for people: by a signed call of whoever has one role, and by a direct invoke. */
export const whoSaysTable = (): string =>
  table(
    ["verb", ...roles, "direct invoke"],
    rowsOf().map(([name, verb]) => [
      name,
      ...roles.map((role) => cell(!verb.isInvokeOnly && maySay(verb, [role]))),
      verb.countsPeople ? "where one is enough" : "yes",
    ]),
  );

/** A row for each verb that has a role, and one for all that read. */
function rowsOf(): readonly (readonly [string, Verb])[] {
  const reads = verbs.filter(({ role }) => role === undefined);
  const [first] = reads;
  const named = verbs.filter(({ role }) => role !== undefined).map((verb) => [`\`${verb.name}\``, verb] as const);
  return first === undefined ? named : [[reads.map(({ name }) => `\`${name}\``).join(", "), first], ...named];
}
