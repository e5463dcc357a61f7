import type { Control, ControlStore } from "../control/control.ts";
import { digestOf } from "../policy/hash.ts";
import type { Policy } from "../policy/policy.ts";
import { readPolicy } from "../policy/read-policy.ts";
import { starter } from "../policy/starter.ts";
import type { PolicySeen } from "./seen.ts";

/** The policy in force, read key by key, so that what is wrong with it has a place. Throws `StoreUnknown`. */
export async function readPolicySeen(
  { policy: applied }: Pick<Control, "policy">,
  readText: ControlStore["readText"],
): Promise<PolicySeen> {
  if (applied === undefined) return seenOf(starter, 0);
  const { serial, hash } = applied;
  const text = await readText(hash);
  if (text === undefined) return broken(serial, `there is no text of it (${hash})`);
  if (digestOf(text) !== hash) return broken(serial, `its text was changed (${hash})`);
  const reading = readPolicy(parsed(text));
  if ("policy" in reading) return seenOf(reading.policy, serial);
  return broken(serial, ...reading.problems.map(({ path, message }) => `${path.join(".")} ${message}`));
}

function seenOf(policy: Policy, serial: number): PolicySeen {
  const { mode, people = [], rules, asking, notices = [] } = policy;
  const wanted = [...rules.map(({ approvals = 1 }) => approvals), ...Object.values(asking?.approvals ?? {})];
  return {
    serial,
    mode,
    problems: [],
    wantsPeople: Math.max(1, ...wanted.map((count) => count ?? 1)),
    approvers: people.filter(({ roles }) => roles.includes("approver")).map(({ name, is }) => ({ name, is })),
    tells: [...new Set(notices.map(({ to }) => to))],
  };
}

const broken = (serial: number, ...problems: readonly string[]): PolicySeen => ({
  ...{ serial, mode: "unknown", problems },
  ...{ wantsPeople: 1, approvers: [], tells: [] },
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
