import { expect, test } from "vitest";
import { whoSaysTable } from "../../shared/cli/who-says-table.ts";
import type { Verb } from "../../shared/console/verb.ts";
import { pathOf, verbs } from "../../shared/console/verbs.ts";
import { roles } from "../../shared/policy/who.ts";
import type { Role } from "../../shared/policy/who-is.ts";
import { newKeys } from "../../shared/signature.ts";
import { actingBy } from "../acting-by.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench, plain } from "./bench.ts";

/** A person for each role, who has it alone; a program with all that a program may have; and somebody whom no policy names. */
const askers: Readonly<Record<string, readonly Role[]>> = {
  ...Object.fromEntries(roles.map((role) => [role, [role]])),
  program: ["viewer", "caller"],
  nobody: [],
};
const keys = new Map(Object.keys(askers).map((name) => [name, newKeys()]));
const principals = [...keys].map(([name, { publicKey }]) => ({ name, keys: [publicKey] }));
const policy = {
  ...actingBy([]),
  people: roles.map((role) => ({ name: `${role}-alone`, roles: [role], is: [`webhook:${role}`] })),
  programs: [{ name: "a-program", roles: ["viewer", "caller"], may: ["RebootInstance"], is: ["webhook:program"] }],
};
const bench = createBench({ environment: { PRINCIPALS: JSON.stringify(principals) }, policy });

const OperationId = "0".repeat(32);
const about = { InstanceId: plain, OperationId };
const Ask = "1-0123456789ab";
const later = "2099-01-01T00:00:00Z";
const inForce = { Why: "a test", Serial: 9 };

/** What each verb takes, so that nothing but the role refuses it. None of it changes anything. */
const given: Readonly<Record<string, object>> = {
  operation: about,
  instance: { InstanceId: plain },
  "policy check": { Policy: policy },
  approve: { ...about, Ask },
  deny: { ...about, Ask },
  postpone: { ...about, Until: later },
  cancel: { ...about, Reason: "a test" },
  "plan again": { InstanceId: plain, EventId: "e-none", After: OperationId, Reason: "a test" },
  pause: { Zone: "cn-hangzhou-h", Why: "a test", For: "1m" },
  resume: { Id: "abc", Why: "a test" },
  "policy apply": { Policy: policy, ...inForce },
  "policy rollback": { To: 9, ...inForce },
  resolve: { ...about, Verdict: "happened", LookedAt: "2026-01-01T00:00:00Z", Reason: "a test" },
  acts: { Products: ["ecs", "ens"] },
};

async function signed(verb: Verb, asker: string) {
  const body = given[verb.name] ?? {};
  const { status, body: said } = await bench.hand().call("console", body, keys.get(asker)?.secretKey, {}, pathOf(verb));
  return { status, code: said["Code"], message: String(said["Message"]) };
}

/** The one role that may say a verb, in words of our own; what is not here, every role may read. */
const needed: Readonly<Record<string, Role>> = {
  ...{ approve: "approver", deny: "approver", postpone: "approver", cancel: "approver" },
  ...{ "plan again": "operator", pause: "operator", resume: "operator", resolve: "operator" },
  ...{ "policy apply": "owner", "policy rollback": "owner" },
};
const bySignature = verbs.filter(({ isInvokeOnly }) => !isInvokeOnly);

test.each(Object.entries(askers))("a signed call of who is %s may say just what the table says", async (asker, has) => {
  for (const verb of bySignature) {
    const role = needed[verb.name];
    const isLetIn = role === undefined ? has.length > 0 : has.includes(role);
    const { status, code, message } = await signed(verb, asker);
    expect(status, `${verb.name}: ${message}`).not.toBe(400);
    expect([verb.name, code === "Forbidden.Role"]).toEqual([verb.name, !isLetIn]);
    if (!isLetIn) expect(message).toContain(has.length === 0 ? "nobody who is webhook:nobody" : `not the role ${role}`);
  }
});

test("no signed call reaches what is for a direct invoke alone, whoever signs it", async () => {
  for (const verb of verbs.filter(({ isInvokeOnly }) => isInvokeOnly))
    for (const asker of Object.keys(askers)) expect((await signed(verb, asker)).status).toBe(404);
});

test("a direct invoke may say every verb", async () => {
  for (const { name: verb } of verbs) {
    const { body } = await invokeFunction(bench.cloud(), "console", { verb, ...given[verb] });
    expect(JSON.stringify(body)).not.toMatch(/Forbidden\.Role|InvalidParameter/);
  }
});

test("the guide's table says the same", () => {
  const lines = whoSaysTable().split("\n").slice(2);
  for (const { name, isInvokeOnly } of verbs) {
    const cells =
      lines
        .find((line) => line.includes(`\`${name}\``))
        ?.split("|")
        .slice(2, -2) ?? [];
    const wanted = roles.map((role) => (!isInvokeOnly && (needed[name] ?? role) === role ? "yes" : "no"));
    expect([name, ...cells.map((cell) => cell.trim())]).toEqual([name, ...wanted]);
  }
});
