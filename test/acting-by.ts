import { canonical, digestOf } from "../shared/policy/hash.ts";
import { type InForce, inForce } from "../shared/policy/in-force.ts";

/** What an owner wants done about a type of event, in these statuses; `null`: nothing. */
export type EventRule = {
  readonly type: string;
  readonly statuses: readonly string[];
  readonly do: string | null;
  readonly input?: Readonly<Record<string, unknown>>;
};

/** How far a policy goes by itself. */
export type Mode = "observe" | "ask" | "act";

/** A policy by which these rules hold, for calls too, and the documents' own answers else. */
export const actingBy = (rules: readonly EventRule[], mode: Mode = "act") => ({
  version: 1,
  timeZone: "Asia/Shanghai",
  mode,
  rules: [
    ...rules.flatMap(({ type, statuses, do: name, input }, at) =>
      name === null // "documented" follows the dispute below
        ? []
        : [{ name: `rule ${at + 1}`, match: { event: type, status: statuses }, do: name, ...(input && { input }) }],
    ),
    { name: "everything else", do: "documented" },
  ],
  ...(rules.length > 0 && {
    disputes: rules.map(({ type, statuses, do: name, input }) => ({
      event: type,
      status: statuses,
      // A correction gives no input: that something answers the event is said by the one that needs none.
      do: input === undefined ? (name ?? "nothing") : "RedeployInstance",
    })),
  }),
});

/** A policy with its text, as it is applied. */
export function textOf(policy: object) {
  const text = canonical(policy);
  return { text, hash: digestOf(text) };
}

/** The policy in force, as an attempt has read it. */
export function steeredBy(rules: readonly EventRule[], serial: number, readAtMs: number, mode: Mode = "act") {
  return { ...readOf(rules, mode), serial, readAtMs };
}

/** By its text: a text is read once. */
const read = new Map<string, InForce>();

function readOf(rules: readonly EventRule[], mode: Mode): InForce {
  const text = JSON.stringify(actingBy(rules, mode));
  const known = read.get(text) ?? inForce(text);
  if (known === undefined) throw new Error("These rules make no policy");
  read.set(text, known);
  return known;
}
