import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { parse, stringify } from "yaml";
import { deployable, expandedYaml } from "../deploy.ts";
import { root, startLocal } from "../local.ts";
import { doctorOf, wrongIn } from "./doctor.ts";

type Statement = { Action: string | readonly string[]; Resource: string | readonly string[] };
type Yaml = {
  readonly vars: { readonly roles: Record<string, { Statement: Statement[] }> };
  readonly resources: Record<
    string,
    { readonly props: { code: string; readonly environmentVariables: Record<string, string> } }
  >;
};

/** What the doctor finds in a stack that was deployed with an s.yaml that is changed. `isAsWritten`: the installer would not make it. */
async function foundIn(change: (yaml: Yaml) => void, isAsWritten = false) {
  const yaml: Yaml = parse(expandedYaml());
  const before = JSON.stringify(yaml);
  change(yaml);
  expect(JSON.stringify(yaml)).not.toBe(before);
  const cloud = await startLocal({
    isAsWritten,
    serverlessYaml: deployable(stringify(yaml, { aliasDuplicateObjects: false, lineWidth: 0 })),
  });
  onTestFinished(() => cloud.close());
  return (await doctorOf(cloud)).Findings;
}

/** Takes an action out of a role, or what it may be done to. */
const without =
  (role: string, action: string, resource = /.*/) =>
  (yaml: Yaml) => {
    const policy = yaml.vars.roles[role];
    if (policy === undefined) throw new Error(`There is no role ${role}`);
    policy.Statement = policy.Statement.flatMap((statement) => {
      if (![statement.Action].flat().includes(action)) return [statement];
      const others = [statement.Action].flat().filter((one) => one !== action);
      const kept = [statement.Resource].flat().filter((one) => !resource.test(one));
      return [
        ...(others.length === 0 ? [] : [{ ...statement, Action: others }]),
        ...(kept.length === 0 ? [] : [{ ...statement, Action: action, Resource: kept }]),
      ];
    });
  };

test.each([
  ["redeploy-instance", "ecs:DescribeTasks", "rights of redeploy-instance", "DescribeTasks"],
  ["reboot-instance", "ecs:DescribeDisks", "rights of reboot-instance", "DescribeDisks"],
  ["replace-system-disk", "ecs:DescribeImages", "rights of replace-system-disk", "DescribeImages"],
  [
    "event-redeploy-instance",
    "ens:DescribeHistoryEvents",
    "rights of event-redeploy-instance",
    "DescribeHistoryEvents",
  ],
  [
    "accept-inquired-system-event",
    "ecs:DescribeInstanceHistoryEvents",
    "rights of accept-inquired-system-event",
    "DescribeInstanceHistoryEvents",
  ],
  ["console", "ots:GetRange", "rights of console", "the open rows"],
  ["reconcile", "ots:GetRange", "rights of reconcile", "the rows to be told"],
] as const)("without its right %s (%s) is found", async (role, action, line, words) => {
  const findings = await foundIn(without(role, action));
  expect(wrongIn(findings)).toEqual([line]);
  expect(findings.find(({ Check }) => Check === line)?.Found).toContain(words);
});

test("reconcile that may not invoke one of the functions that it dispatches to is found", async () => {
  const findings = await foundIn(without("reconcile", "fc:InvokeFunction", /-reboot-instance$/));
  expect(wrongIn(findings)).toEqual(["rights of reconcile"]);
  const [line] = findings.filter(({ Check }) => Check === "rights of reconcile");
  expect(line?.Found).toMatch(/^an invocation of reboot-instance: .*AccessDenied/);
  expect(line?.Found).not.toContain("an invocation of redeploy-instance");
});

test.each([
  ["a function", /-reboot-instance$/, ["function reboot-instance"]],
  ["itself", /-doctor$/, ["asynchronous invocation"]],
])("the right to invoke %s that the doctor lacks is found", async (_, resource, lines) => {
  expect(wrongIn(await foundIn(without("doctor", "fc:InvokeFunction", resource)))).toEqual(lines);
});

test("a function whose settings cannot be used is found, with the setting's name and without its value", async () => {
  const findings = await foundIn(({ resources }) => {
    Object.assign(resources["reboot-instance"]?.props.environmentVariables ?? {}, {
      FINGERPRINT_KEYS: "a-secret-that-is-none",
    });
  }, true);
  expect(wrongIn(findings)).toEqual(["function reboot-instance"]);
  expect(JSON.stringify(findings)).toContain("FINGERPRINT_KEYS");
  expect(JSON.stringify(findings)).not.toContain("a-secret-that-is-none");
});

/** A function's built folder with its files changed. */
const copied = (name: string, change: (folder: string) => void) => {
  const folder = mkdtempSync(path.join(tmpdir(), "doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(path.join(root, "dist", name), folder, { recursive: true });
  change(folder);
  return ({ resources }: Yaml) => {
    Object.assign(resources[name]?.props ?? {}, { code: folder });
  };
};

test("a code cache that is not as it was built is found", async () => {
  const damaged = copied("console", (folder) => {
    for (const file of readdirSync(folder).filter((each) => /^main\..*\.cache$/.test(each)))
      writeFileSync(path.join(folder, file), "no cache");
  });
  expect(wrongIn(await foundIn(damaged))).toEqual(["function console"]);
});

test("a function of another build is found", async () => {
  const findings = await foundIn(({ resources }) => {
    Object.assign(resources["console"]?.props.environmentVariables ?? {}, { RELEASE: "0.0.9-old" });
  }, true);
  expect(wrongIn(findings)).toEqual(["release"]);
  expect(findings.find(({ Check }) => Check === "release")?.Found).toContain("0.0.9-old: console");
});

test("a function with another ledger's name is found, whatever stands there", async () => {
  const findings = await foundIn(({ resources }) => {
    Object.assign(resources["reboot-instance"]?.props.environmentVariables ?? {}, { TABLESTORE_INSTANCE: "another" });
  });
  expect(wrongIn(findings)).toEqual(["rights of reboot-instance", "one ledger"]);
});

test("two date windows are found", async () => {
  const findings = await foundIn(({ resources }) => {
    Object.assign(resources["console"]?.props.environmentVariables ?? {}, { DATE_WINDOW_MINUTES: "15" });
  });
  expect(wrongIn(findings)).toEqual(["date window"]);
});

test("a clock that is an hour away from the service's is found", async () => {
  const server = createServer((_, response) => {
    response.writeHead(400, { date: new Date(Date.now() - 3_600_000).toUTCString() }).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo; // it listens at a port
  const findings = await foundIn(({ resources }) => {
    Object.assign(resources["doctor"]?.props.environmentVariables ?? {}, { ECS_ENDPOINT: `http://127.0.0.1:${port}` });
  });
  expect(wrongIn(findings)).toEqual(["clock"]);
  expect(findings.find(({ Check }) => Check === "clock")?.Found).toMatch(/Further away than 30 s\. ECS: 3\d\d\d s\./);
});
