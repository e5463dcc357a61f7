import { operations } from "../operations/index.ts";
import { check } from "./check.ts";
import { heardByChat } from "./check-chat.ts";
import { areTablesRight } from "./check-tables.ts";
import { ok, unknown, wrong } from "./finding.ts";
import { isFailed, type Seen } from "./seen.ts";

const comesFirst = (name: string, what: string) => unknown(name, `Not looked at: ${what} comes first.`, "Mend that.");

export const controlRow = check("control row", (seen, name) => {
  const { control } = seen;
  if (!areTablesRight(seen)) return comesFirst(name, "a table");
  if (!isFailed(control)) return ok(name, `Revision ${control.rev}.`);
  return wrong(
    name,
    control.failed,
    "Nothing is sent meanwhile. If there is none: redeploy-once doctor --create. One that is torn or of a later release needs that release, or a person: what it held back must be known first.",
  );
});

export const policyInForce = check("policy", ({ policy, control }, name) => {
  if (isFailed(control)) return comesFirst(name, "the control row");
  if (isFailed(policy)) return wrong(name, policy.failed, applyAgain);
  if (policy.problems.length > 0)
    return wrong(name, `This release does not go by it: ${policy.problems.join("; ")}.`, applyAgain);
  const which = policy.serial === 0 ? "None was applied: the starter holds" : `Version ${policy.serial}`;
  return ok(name, `${which}, in mode ${policy.mode}.`);
});

const applyAgain =
  "Nothing is sent meanwhile. Apply one that this release reads: redeploy-once policy check, policy apply.";

/** So many may say yes as a policy asks for at most. Whoever may invoke the console is one more, where one is enough. */
export const enoughPeople = check("people", ({ policy, probes }, name) => {
  const isHeard = (identity: string) => signers.includes(identity) || heardByChat({ probes }, identity);
  const console = probes["console"];
  if (isFailed(policy) || policy.problems.length > 0) return comesFirst(name, "the policy");
  if (console === undefined || isFailed(console)) return comesFirst(name, "the console");
  const signers = (console.Principals ?? []).filter(({ Decides }) => Decides).map(({ Name }) => `webhook:${Name}`);
  const reachable = policy.approvers.filter(({ is }) => is.some(isHeard));
  const names = reachable.map((person) => person.name).join(", ") || "nobody";
  if (policy.wantsPeople > Math.max(1, reachable.length))
    return wrong(
      name,
      `Something asks for ${policy.wantsPeople} people's yes, and a door knows ${names}: it would never be answered.`,
      "Put the others' keys into PRINCIPALS under the names of their webhook identities, set DINGTALK for those of chat, or ask for fewer.",
    );
  return ok(name, `At most ${policy.wantsPeople} must say yes; ${names} can, and one whoever may invoke the console.`);
});

/** Who may act. A stack that only observes is in order. */
export const rightToAct = check("right", ({ control }, name) => {
  if (isFailed(control)) return comesFirst(name, "the control row");
  const { operations: may, holder } = control.right;
  if (may.length === 0)
    return ok(
      name,
      `This stack observes and sends nothing: ${holder === undefined ? "it was not given the right" : `${holder} has the right`}.`,
    );
  const products = ["ecs", "ens"].filter((product) =>
    operations.some((one) => one.product === product && may.includes(one.name)),
  );
  const lacks = operations.filter(({ name: one, product }) => products.includes(product) && !may.includes(one));
  if (lacks.length > 0)
    return wrong(
      name,
      `It may act for ${products.join(" and ")}, but not send ${lacks.map((one) => one.name).join(", ")}, which this release has.`,
      "The right was written down by another release: redeploy-once up writes it again.",
    );
  return ok(name, `This stack acts for ${products.join(" and ")}.`);
});

/** reconcile runs each minute; one that is late by this much is told (invented). */
const lateMs = 5 * 60_000;

export const reconcileRuns = check("reconcile", (seen, name) => {
  const { run, nowMs, stack } = seen;
  if (!areTablesRight(seen)) return comesFirst(name, "a table");
  if (isFailed(run)) return wrong(name, run.failed, "See the line of the table redeploy_once_control.");
  if (run === undefined)
    return unknown(
      name,
      "It has not run yet.",
      `It runs each minute. If it is so in three minutes: look at the trigger every-minute of ${stack}-reconcile, and its log.`,
    );
  if (nowMs - run.atMs > lateMs)
    return wrong(
      name,
      `Its last run was ${Math.round((nowMs - run.atMs) / 60_000)} minutes ago.`,
      `Look at the trigger every-minute of ${stack}-reconcile, and its log.`,
    );
  const blind = blindOf(run);
  if (blind.length > 0)
    return wrong(
      name,
      `It cannot list pending events of ${blind.join(" and ")}.`,
      "Its log says why: step reconcile, target events.",
    );
  return ok(name, `Its last run was ${Math.max(0, Math.round((nowMs - run.atMs) / 1_000))} s ago.`);
});

const blindOf = ({
  blindEcsSinceMs,
  blindEnsSinceMs,
}: Exclude<Seen["run"], undefined | { readonly failed: string }>) => [
  ...(blindEcsSinceMs === undefined ? [] : ["ECS"]),
  ...(blindEnsSinceMs === undefined ? [] : ["ENS"]),
];
