import { defaultBounds } from "../bounds.ts";
import type { BreakerLimit } from "../guards/breaker.ts";
import type { Calendar } from "../guards/calendar.ts";
import { heldByTime, type InTime } from "../guards/held-by-time.ts";
import type { Hold } from "../guards/hold.ts";
import type { Limit } from "../guards/limits.ts";
import type { Repeat } from "../guards/repeat.ts";
import type { Loss } from "../loss.ts";
import type { Correction } from "../remediation/corrections.ts";
import { type Decision, decide } from "./decide.ts";
import { asList } from "./forms.ts";
import { needsFacts } from "./needs-facts.ts";
import type { Policy } from "./policy.ts";
import { readPolicy } from "./read-policy.ts";
import { type Recipient, recipientsOf } from "./recipients.ts";
import { starter } from "./starter.ts";
import type { Subject } from "./subject.ts";
import { msIn } from "./times.ts";
import { type Somebody, whoIs } from "./who-is.ts";

/** The owner's functions around an operation. Times are milliseconds. */
type HookInForce = {
  readonly name: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly answersWithinMs: number;
  readonly triesForMs: number;
};

/** A policy as an attempt asks it. */
export type InForce = {
  readonly mode: Policy["mode"];
  /** True iff people are asked about plans, by some rule at least. */
  readonly asks: boolean;
  /** Of every clock time that people are shown. */
  readonly timeZone: string;
  readonly decide: (subject: Subject) => Decision;
  /** True iff a rule asks for a machine's tags or zone. */
  readonly needsFacts: boolean;
  /** Which operations answer which events beside the documents' tables: for calls as well, whose event this may be. */
  readonly corrections: readonly Correction[];
  /** How many people must say yes to a loss of data, and how long a call waits for them, milliseconds. */
  readonly approvalsFor: (loss: Loss) => number;
  readonly askForMs: number;
  /** So many at once, or in an hour. */
  readonly limits: readonly Limit[];
  /** When events are a storm. */
  readonly breaker: BreakerLimit | undefined;
  /** How soon something may follow an operation on the same machine, and how often it is tried. */
  readonly repeat: Repeat;
  /** Nothing planned is begun so close to the platform's own time, milliseconds. */
  readonly guardBandMs: number;
  /** The window of a rule, by the rule's name; undefined: it may begin at any time. */
  readonly windowOf: (rule: string) => string | undefined;
  /** The hook of a rule, by the rule's name. */
  readonly hookOf: (rule: string) => HookInForce | undefined;
  /** Who is told, and of what. */
  readonly recipients: readonly Recipient[];
  /** What keeps something from being begun at this time. */
  readonly heldByTime: (begun: InTime, nowMs: number) => Hold | undefined;
  /** The people who may approve, by their names. */
  readonly approvers: readonly string[];
  /** Who a door knows by this identity. */
  readonly whoIs: (identity: string) => Somebody | undefined;
};

/**
 * The policy of a text; without one the starter. Undefined if the text is none that this release can read: a later release may
 * have put it in force, and would hold back more. The code of calendars is loaded
 * for a policy that has windows or freezes, and for no other.
 */
export async function inForce(text: string | undefined): Promise<InForce | undefined> {
  const policy = text === undefined ? starter : policyIn(text);
  if (policy === undefined) return undefined;
  if (policy.windows === undefined && policy.freezes === undefined) return asAsked(policy, undefined);
  const { calendarOf } = await import("../guards/calendar.ts");
  return asAsked(policy, calendarOf(datesOf(policy)));
}

/** A policy as an attempt asks it, with the calendar of its dates. */
export function asAsked(policy: Policy, calendar: Calendar | undefined): InForce {
  const { tags, zone } = needsFacts(policy);
  const guardBandMs = msIn(policy.guardBand ?? "0m");
  return {
    mode: policy.mode,
    asks: policy.mode === "ask" || (policy.mode === "act" && policy.rules.some(({ mode }) => mode === "ask")),
    timeZone: policy.timeZone,
    decide: (subject) => decide(policy, subject),
    needsFacts: tags || zone,
    corrections: (policy.disputes ?? []).flatMap(correctionsIn),
    approvalsFor: (loss) => policy.asking?.approvals?.[loss] ?? 1,
    askForMs: msIn(policy.asking?.calls ?? "60m"),
    limits: (policy.limits ?? []).map(({ restsFor = "0m", ...limit }) => ({ ...limit, restsForMs: msIn(restsFor) })),
    breaker: policy.breaker && { events: policy.breaker.events, withinMs: msIn(policy.breaker.within) },
    repeat: repeatIn(policy.repeat),
    guardBandMs,
    windowOf: (name) => policy.rules.find((rule) => rule.name === name)?.window,
    hookOf: (name) => hookOf(policy, name),
    heldByTime: (begun, nowMs) => heldByTime(begun, { guardBandMs, calendar }, nowMs),
    recipients: recipientsOf(policy),
    approvers: (policy.people ?? []).filter(({ roles }) => roles.includes("approver")).map(({ name }) => name),
    whoIs: (identity) => whoIs(policy, identity),
  };
}

/** What a hook does where the policy does not say, by the words of the form (invented). */
const usual = { answersWithin: "10s", triesFor: "2h" } as const;

function hookOf({ rules, hooks = {} }: Policy, rule: string): HookInForce | undefined {
  const name = rules.find((one) => one.name === rule)?.hook;
  const hook = name === undefined ? undefined : hooks[name];
  if (name === undefined || hook === undefined) return undefined;
  const { before, after, answersWithin = usual.answersWithin, triesFor = usual.triesFor } = hook;
  const names = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  return { name, ...names, answersWithinMs: msIn(answersWithin), triesForMs: msIn(triesFor) };
}

/** What the calendar of a policy is made of. */
export const datesOf = ({ timeZone, windows = {}, freezes = [] }: Policy) => ({
  timeZone,
  freezes,
  windows: Object.fromEntries(
    Object.entries(windows).map(([name, { cutoff = "0m", ...window }]) => [
      name,
      { ...window, cutoffMs: msIn(cutoff) },
    ]),
  ),
});

function policyIn(text: string): Policy | undefined {
  try {
    const reading = readPolicy(JSON.parse(text));
    return "policy" in reading ? reading.policy : undefined;
  } catch {
    return undefined;
  }
}

/** Without a cooldown of the owner's it is waited for as long as the cloud may take to show what was done. */
const repeatIn = ({ attempts, within, cooldown }: NonNullable<Policy["repeat"]> = {}): Repeat => ({
  attempts: attempts === undefined || within === undefined ? undefined : { most: attempts, withinMs: msIn(within) },
  cooldownMs: cooldown === undefined ? defaultBounds.lagMs : msIn(cooldown),
  isOwners: cooldown !== undefined,
});

const correctionsIn = ({ event, status, do: name }: NonNullable<Policy["disputes"]>[number]): Correction[] =>
  asList(event).map((type) => ({ type, statuses: asList(status), do: name === "nothing" ? null : name }));
