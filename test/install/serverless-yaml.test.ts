import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { deployedFunctions } from "../../shared/install/deployed-functions.ts";
import { mark } from "../../shared/install/names.ts";
import { Unusable } from "../../shared/install/unusable.ts";
import { readServerlessYaml } from "../cloud/fc/serverless-yaml.ts";
import { productYaml } from "../deploy.ts";
import { root } from "../local.ts";
import { accountId, installed, settings } from "./settings.ts";

test("the product and the local cloud read the same functions, settings and rights out of s.yaml", () => {
  const { functions, roles } = installed();
  const theirs = readServerlessYaml({ file: path.join(root, "s.yaml"), environment: settings, accountId });
  expect([...functions.keys()]).toEqual(theirs.map(({ resource }) => resource));
  for (const { resource, functionName, role, environmentVariables, statements } of theirs) {
    expect(functions.get(resource)).toMatchObject({ functionName, role, environmentVariables });
    expect(roles.get(resource)?.Statement).toEqual(
      statements.map(({ Action, Resource, ...rest }) => ({
        ...rest,
        Action: [Action].flat(),
        Resource: [Resource].flat(),
      })),
    );
  }
});

test("each function has the tag by which it is known to be this stack's", () => {
  const tags = [...installed({ STACK: "ops" }).functions.values()].map((props) => props.tags);
  expect(new Set(tags.map((each) => JSON.stringify(each)))).toEqual(
    new Set([JSON.stringify([{ key: mark, value: "ops" }])]),
  );
});

test("the function for ENS is deployed where ENS is 1, and nowhere else", () => {
  const names = (ENS: string) => deployedFunctions(installed({ ENS })).map(([name]) => name);
  expect(names("0")).not.toContain("event-redeploy-instance");
  expect(names("1")).toEqual([...names("0"), "event-redeploy-instance"]);
});

test("nothing is deployed before the settings and bundles were looked at, and by one release of the component", () => {
  const { actions, resources } = parse(productYaml(), { merge: true });
  expect(actions).toEqual({ "pre-deploy": [{ run: "npm run --silent predeploy", path: "./" }] });
  const scripts = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")).scripts;
  expect(scripts.predeploy).toBe("tsx shared/cli/predeploy.ts");
  const components = Object.values<{ component: string }>(resources).map(({ component }) => component);
  expect(new Set(components)).toEqual(new Set(["fc3@0.1.22"]));
});

test("what follows from others can be put elsewhere, as it is given", () => {
  const instead = { ledger: "mine", "endpoints.ecs": `http://127.0.0.1:7071/\${vars.region}` };
  const { ledger, functions } = installed({}, productYaml(), instead);
  expect(ledger).toBe("mine");
  expect(functions.get("console")?.environmentVariables).toMatchObject({
    TABLESTORE_ENDPOINT: "https://mine.cn-hangzhou.vpc.tablestore.aliyuncs.com",
    ECS_ENDPOINT: `http://127.0.0.1:7071/\${vars.region}`,
  });
});

test.each([
  [
    "an expression of another kind",
    `\${config('AccountID')}`,
    `\${git.branch}`,
    `s.yaml has \${git.branch}. Known are`,
  ],
  ["a variable that there is not", `ledger: \${vars.stack}`, `ledger: \${vars.none}`, "s.yaml has no vars.none"],
  ["a circle", `ledger: \${vars.stack}`, `ledger: \${vars.ledger}`, "vars.ledger of s.yaml refers to itself"],
  ["a setting that fc3 has and we do not", "cpu: 0.35", "cpu: 0.35\n    gpu: 1", '"gpu". Mend s.yaml.'],
  ["a component of any release", "component: fc3@0.1.22", "component: fc3", "resources.reconcile.component"],
  ["a right that is taken away", "Effect: Allow", "Effect: Deny", "vars.roles.reconcile.Statement.0.Effect"],
])("%s is refused, by its place", (_, old, changed, said) => {
  const text = productYaml().replace(old, changed);
  expect(() => installed({}, text)).toThrow(said);
  expect(() => installed({}, text)).toThrow(Unusable);
});
