import { calendarOf } from "../shared/guards/calendar.ts";
import { canonical, digestOf } from "../shared/policy/hash.ts";
import { asAsked, datesOf, type InForce } from "../shared/policy/in-force.ts";
import { readPolicy } from "../shared/policy/read-policy.ts";
import { roles } from "../shared/policy/who.ts";
import { identityOf } from "../shared/principal.ts";
import { installed } from "./installed.ts";
import { operationNames } from "./subjects.ts";

/** What an owner wants done about a type of event, in these statuses; `null`: nothing. */
export type EventRule = {
  readonly type: string;
  readonly statuses: readonly string[];
  readonly do: string | null;
  readonly input?: Readonly<Record<string, unknown>>;
};

/** Who may do what: a person with every role, and a program that may ask for every operation, by their principals. */
export type Callers = {
  readonly person: string;
  readonly personsRoles?: readonly string[];
  /** Other principals of the same person. */
  readonly personsDoors?: readonly string[];
  readonly program: string;
  /** Who may say yes, and nothing else: by name, with the principals that they sign as if these have other names. */
  readonly approvers?: readonly (string | { readonly name: string; readonly signsAs: readonly string[] })[];
  /** A hook is asked before whatever is begun, and told after. */
  readonly hook?: boolean;
  /** How many people must say yes to whatever is asked; 1 if left out. */
  readonly approvals?: number;
  /** What has this tag is left alone: others look after it. */
  readonly leavesTag?: string;
  /** What holds planned maintenance back: keys of the policy, and the window that each rule names. */
  readonly holds?: { readonly keys: object; readonly window?: string };
};

const testers: Callers = { person: "consent", program: "webhook" };

const callersOf = ({ person, program, personsRoles = roles, personsDoors = [], approvers = [] }: Callers) => ({
  people: [
    { name: person, roles: personsRoles, is: [person, ...personsDoors].map(identityOf) },
    ...approvers.map((one) => {
      const { name, signsAs } = typeof one === "string" ? { name: one, signsAs: [one] } : one;
      return { name, roles: ["approver"], is: signsAs.map(identityOf) };
    }),
  ],
  programs: [{ name: program, roles: ["caller"], may: operationNames, is: [identityOf(program)] }],
});

/** How far a policy goes by itself. */
export type Mode = "observe" | "ask" | "act";

/** A policy by which these rules hold, for calls too, and the documents' own answers else. */
export const actingBy = (rules: readonly EventRule[], mode: Mode = "act", callers = testers) => ({
  version: 1,
  timeZone: "Asia/Shanghai",
  mode,
  ...callers.holds?.keys,
  ...callersOf(callers),
  ...(callers.approvals !== undefined && { asking: { approvals: forEveryLoss(callers.approvals) } }),
  ...(callers.hook === true && { hooks: { drain: { ...hooksOfTests, triesFor: "30m" } } }),
  repeat: { cooldown: "0m" },
  rules: [
    ...(callers.leavesTag === undefined
      ? []
      : [{ name: "others look after these", match: { managedBy: callers.leavesTag }, do: "nothing" }]),
    ...rules.flatMap(({ type, statuses, do: name, input }, at) =>
      name === null // "documented" follows the dispute below
        ? []
        : [{ name: `rule ${at + 1}`, match: { event: type, status: statuses }, do: name, ...(input && { input }) }],
    ),
    { name: "everything else", do: "documented" },
  ].map((rule) => (rule.do === "nothing" ? rule : { ...rule, ...howOf(callers) })),
  ...(rules.length > 0 && {
    disputes: rules.map(({ type, statuses, do: name, input }) => ({
      event: type,
      status: statuses,
      // A correction gives no input: that something answers the event is said by the one that needs none.
      do: input === undefined ? (name ?? "nothing") : "RedeployInstance",
    })),
  }),
});

const hooksOfTests = { before: "fc:redeploy-once-hook-drain", after: "fc:redeploy-once-hook-back" };

const forEveryLoss = (count: number) => ({ localDisks: count, systemDisk: count, unsavedMemory: count });

/** What every rule has that does something. */
const howOf = ({ holds, approvals, hook }: Callers) => ({
  ...(holds?.window !== undefined && { window: holds.window }),
  ...(approvals !== undefined && { mode: "ask", approvals }),
  ...(hook === true && { hook: "drain" }),
});

/** A policy with its text, as it is applied. */
export function textOf(policy: object) {
  const text = canonical(policy);
  return { text, hash: digestOf(text) };
}

/** The policy in force, as an attempt has read it. */
export function steeredBy(
  rules: readonly EventRule[],
  serial: number,
  readAtMs: number,
  mode: Mode = "act",
  callers = testers,
) {
  return { ...readOf(rules, mode, callers), serial, readAtMs, control: installed };
}

/** By its text, and by what it is made of: a policy is read once, and the same values are not written out again. */
const read = new Map<string, InForce>();
const made = new WeakMap<readonly EventRule[], WeakMap<Callers, Map<Mode, InForce>>>();

/** Texts that are remembered: a time that one schedule alone names is in no other's. */
const maxTexts = 1_000;

function readOf(rules: readonly EventRule[], mode: Mode, callers: Callers): InForce {
  const byCallers = made.get(rules) ?? new WeakMap<Callers, Map<Mode, InForce>>();
  const byMode = byCallers.get(callers) ?? new Map<Mode, InForce>();
  const known = byMode.get(mode) ?? readText(JSON.stringify(actingBy(rules, mode, callers)));
  made.set(rules, byCallers.set(callers, byMode.set(mode, known)));
  return known;
}

function readText(text: string): InForce {
  const known = read.get(text) ?? heldBy(JSON.parse(text));
  if (read.size >= maxTexts) read.clear();
  read.set(text, known);
  return known;
}

/** A policy as an attempt asks it. */
function heldBy(policy: object): InForce {
  const reading = readPolicy(policy);
  if ("problems" in reading) throw new Error("These rules make no policy");
  return asAsked(reading.policy, calendarOf(datesOf(reading.policy)));
}
