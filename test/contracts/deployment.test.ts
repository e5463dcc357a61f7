import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { compileFunction } from "node:vm";
import { describe, expect, test } from "vitest";
import { fileNameOf, functionNameOf, isStack } from "../../shared/function-name.ts";
import { operations } from "../../shared/operations/index.ts";
import { settingNames } from "../../shared/settings.ts";
import { allows } from "../cloud/core/principals.ts";
import type { FunctionDefinition } from "../cloud/fc/function-definition.ts";
import { readServerlessYaml } from "../cloud/fc/serverless-yaml.ts";
import { deployable, expandedYaml } from "../deploy.ts";
import { root } from "../local.ts";

const accountId = "1000000000000001";
const key = `whpk_${"A".repeat(43)}=`;
const environment = {
  ALIBABA_CLOUD_REGION: "cn-hangzhou",
  PRINCIPALS: JSON.stringify([{ name: "oncall", keys: [key] }]),
  FINGERPRINT_KEYS: JSON.stringify([{ id: "k1", secret: "at least thirty-two characters long" }]),
};

const deployedAs = (changed: Readonly<Record<string, string>> = {}, text?: string): readonly FunctionDefinition[] => {
  const file = text === undefined ? path.join(root, "s.yaml") : deployable(text);
  return readServerlessYaml({ file, environment: { ...environment, ...changed }, accountId });
};
const functions = deployedAs();
const named = (resource: string) => {
  const found = functions.find((definition) => definition.resource === resource);
  if (found === undefined) throw new Error(`s.yaml has no ${resource}`);
  return found;
};
const operationFiles = operations.map(({ name }) => fileNameOf(name));

describe("each function's environment is what its bundle reads", () => {
  test.each(functions.map(({ resource, ...rest }) => [resource, rest] as const))(
    "%s reads every variable that it is given, and no setting that it is not",
    (_, { codeDir, environmentVariables }) => {
      const read = readBy(codeDir, { ...environmentVariables, FC_ACCOUNT_ID: accountId, FC_REGION: "cn-hangzhou" });
      const byFc = ["FC_ACCOUNT_ID", "FC_REGION"];
      expect(settingNames.filter((name) => read.has(name)).sort()).toEqual(
        [...Object.keys(environmentVariables), ...byFc].sort(),
      );
    },
  );

  test("a caller's key stands only where there is an HTTP door, a fingerprint's key only where tokens are bound or people say yes", () => {
    const holders = (name: string) =>
      functions.filter(({ environmentVariables }) => name in environmentVariables).map(({ resource }) => resource);
    const withDoor = functions.filter(({ triggers }) => triggers.some(({ triggerType }) => triggerType === "http"));
    const signed = withDoor.filter(({ resource }) => resource !== "chatops"); // whom platforms prove
    expect(holders("PRINCIPALS").sort()).toEqual([...signed.map(({ resource }) => resource), "answer"].sort());
    expect(holders("FINGERPRINT_KEYS").sort()).toEqual([...operationFiles, "console", "answer"].sort());
    expect(holders("DINGTALK").sort()).toEqual(["answer", "chatops", "reconcile"]);
  });

  test.each(['[{"name":"oncall"}]', `a"b'c`, "a$b$$c", "a\nb", "123", "true"])(
    "a setting stays the text that it is: %j",
    (value) => {
      const given = deployedAs({ PRINCIPALS: value }).map(
        ({ environmentVariables }) => environmentVariables["PRINCIPALS"],
      );
      expect(new Set(given)).toEqual(new Set([value, undefined]));
    },
  );

  test.each(["ALIBABA_CLOUD_REGION", "PRINCIPALS", "FINGERPRINT_KEYS"])(
    "without %s nothing is deployed: no stack is put where nobody chose, and no secret is made up",
    (name) => {
      expect(() => deployedAs({ [name]: "" })).toThrow(`environment variable ${name} is not set and has no default`);
    },
  );

  test("a region and two secrets are all that a stack needs: where things are follows from region, account and stack", () => {
    const { environmentVariables } =
      deployedAs({ STACK: "ops" }).find(({ resource }) => resource === "reconcile") ?? {};
    expect(environmentVariables).toMatchObject({
      TABLESTORE_INSTANCE: "ops",
      TABLESTORE_ENDPOINT: "https://ops.cn-hangzhou.vpc.tablestore.aliyuncs.com",
      ECS_ENDPOINT: "https://ecs.cn-hangzhou.aliyuncs.com",
      ENS_ENDPOINT: "https://ens.aliyuncs.com",
      INVOKE_ENDPOINT: `https://${accountId}.cn-hangzhou-internal.fc.aliyuncs.com`,
      ENS: "0",
    });
    expect(Object.keys(environment).sort()).toEqual(["ALIBABA_CLOUD_REGION", "FINGERPRINT_KEYS", "PRINCIPALS"]);
  });
});

/** The names of variables that a bundle asks for while it is loaded with this environment. */
function readBy(codeDir: string, variables: Readonly<Record<string, string>>): ReadonlySet<string> {
  const file = path.join(codeDir, "main.js");
  const read = new Set<string>();
  const env = new Proxy(variables, {
    get: (target, name) => {
      read.add(String(name));
      return Reflect.get(target, name);
    },
  });
  const load = compileFunction(readFileSync(file, "utf8"), ["exports", "require", "module", "process"]);
  load({}, createRequire(file), { exports: {} }, Object.create(process, { env: { value: env } }));
  return read;
}

describe("every name of a stack begins with it", () => {
  const namesOf = ({ functionName, role, asyncInvokeConfig }: FunctionDefinition) => [
    functionName,
    role?.split("role/")[1],
    asyncInvokeConfig.destinationConfig?.onFailure?.destination.split("/queues/")[1],
  ];

  test("two stacks of one account and region share no function, role or queue", () => {
    const ours = functions.flatMap(namesOf);
    const others = deployedAs({ STACK: "ops" }).flatMap(namesOf);
    expect(ours.every((name) => name?.startsWith("redeploy-once-"))).toBe(true);
    expect(others.every((name) => name?.startsWith("ops-"))).toBe(true);
  });

  test("stacks of the same name in two regions share no role, of which an account has one of each name", () => {
    const roles = (region: string) => deployedAs({ ALIBABA_CLOUD_REGION: region }).map(({ role }) => role);
    expect(roles("cn-beijing").filter((role) => roles("cn-hangzhou").includes(role))).toEqual([]);
  });

  test("no stack that may be named has a function of the name of another stack's", () => {
    const files = functions.map(({ resource }) => resource);
    const clashing = files.flatMap((long) =>
      files.filter((short) => long.endsWith(`-${short}`)).map((short) => long.slice(0, -short.length - 1)),
    );
    expect(clashing).toEqual(["event"]);
    for (const middle of clashing) expect(isStack(`a-${middle}`)).toBe(false);
  });

  test("the longest stack's names fit: a role into 64 characters, a log project into 63, with the longest region", () => {
    const longest = "a".repeat(13);
    expect([isStack(longest), isStack(`${longest}a`)]).toEqual([true, false]);
    const deployed = deployedAs({ STACK: longest, ALIBABA_CLOUD_REGION: "cn-shanghai-finance-1" });
    const lengths = deployed.flatMap(namesOf).map((name) => name?.length ?? 0);
    expect(Math.max(...lengths)).toBe(64);
    expect(`${longest}-1000000000000001-cn-shanghai-finance-1`.length).toBeLessThanOrEqual(63);
  });
});

describe("what cannot be delivered ends where a person sees it", () => {
  const queue = `acs:mns:cn-hangzhou:${accountId}:/queues/redeploy-once-dead/messages`;

  test.each(functions.map((definition) => [definition.resource, definition] as const))(
    "%s: its failures and its events' go to the stack's queue, and its role may send there",
    (_, definition) => {
      expect(definition.asyncInvokeConfig.destinationConfig?.onFailure?.destination).toBe(queue);
      expect(allows(definition, "mns:SendMessage", queue)).toBe(true);
      const arns = definition.triggers.flatMap((trigger) =>
        trigger.triggerType === "eventbridge" ? [trigger.triggerConfig.runOptions.deadLetterQueue?.Arn] : [],
      );
      expect(arns.filter((arn) => arn !== queue)).toEqual([]);
    },
  );

  test.each(functions.map(({ resource }) => resource))("without its log right %s is not deployed", (resource) => {
    const right = / +- Effect: Allow\n +Action: log:PostLogStoreLogs\n +Resource: .*\n/;
    const yaml = expandedYaml();
    const at = yaml.indexOf(`\n    ${resource}:\n      Version`);
    const without = yaml.slice(0, at) + yaml.slice(at).replace(right, "");
    expect(() => deployedAs({}, without)).toThrow(`${resource}: logConfig: 403 No permission to access the logstore`);
  });
});

describe("what strangers can reach is small", () => {
  test("an HTTP door takes POST alone: anything else starts no instance", () => {
    const doors = functions.flatMap(({ triggers }) =>
      triggers.flatMap((trigger) => (trigger.triggerType === "http" ? [trigger.triggerConfig.methods] : [])),
    );
    expect(doors).toEqual(["console", "chatops", ...operationFiles].map(() => ["POST"]));
  });

  test("each function has instances of its own, and all of them leave an account of 100 the greater part", () => {
    const quotas = functions.map(({ resource, maxInstances }) => [resource, maxInstances]);
    expect(Object.fromEntries(quotas)).toEqual({
      "redeploy-instance": 8,
      "reboot-instance": 8,
      "replace-system-disk": 8,
      "accept-inquired-system-event": 4,
      "event-redeploy-instance": 4,
      reconcile: 4,
      console: 4,
      answer: 2,
      chatops: 2,
      doctor: 4,
    });
  });
});

describe("every operation is deployed whole", () => {
  test.each(operationFiles)("%s has both triggers, the eventbridge trigger last", (file) => {
    expect(named(file).triggers.map(({ triggerType }) => triggerType)).toEqual(["http", "eventbridge"]);
    expect(named(file).statements.length).toBeGreaterThan(0);
  });

  test("reconcile may invoke every operation's function, itself and hooks, and nothing else", () => {
    const arn = (name: string) => `acs:fc:cn-hangzhou:${accountId}:functions/${name}`;
    const ofHooks = ["functions/redeploy-once-hook-*", "services/-/functions/*", "services/-.*/functions/*"];
    const hooks = ofHooks.map((resource) => `acs:fc:cn-hangzhou:${accountId}:${resource}`);
    const invoked = named("reconcile").statements.filter(({ Action }) => [Action].flat().includes("fc:InvokeFunction"));
    const names = [...operationFiles, "reconcile"].map((file) => arn(functionNameOf("redeploy-once", file)));
    const wanted = [...names.flatMap((name) => [name, `${name}/*`]), ...hooks];
    expect(invoked.flatMap(({ Resource }) => [Resource].flat()).sort()).toEqual(wanted.sort());
  });

  test("the door of strangers writes what was said and has one function invoked, and can do nothing else", () => {
    const ledger = `acs:ots:cn-hangzhou:${accountId}:instance/redeploy-once/table/redeploy_once_chat`;
    const own = named("chatops").statements.filter(({ Action }) => !/^(log|mns):/.test([Action].flat().join()));
    const answer = `acs:fc:cn-hangzhou:${accountId}:functions/redeploy-once-answer`;
    expect(own.map(({ Action, Resource }) => [Action, Resource])).toEqual([
      ["ots:PutRow", ledger],
      ["fc:InvokeFunction", [answer, `${answer}/*`]],
    ]);
  });

  test("what is said by chat is carried out by the operations' functions: answer may invoke these, and makes no policy", () => {
    const { statements } = named("answer");
    const invoked = statements.filter(({ Action }) => [Action].flat().includes("fc:InvokeFunction"));
    const arns = operationFiles.map((file) => `acs:fc:cn-hangzhou:${accountId}:functions/redeploy-once-${file}`);
    expect(invoked.flatMap(({ Resource }) => [Resource].flat()).sort()).toEqual(
      arns.flatMap((arn) => [arn, `${arn}/*`]).sort(),
    );
    const onControl = statements.filter(({ Resource }) => [Resource].flat().some((one) => /_control$/.test(one)));
    expect(onControl.flatMap(({ Action }) => Action)).toEqual(["ots:GetRow", "ots:UpdateRow"]);
  });

  test("only reconcile, doctor and the two of chat may invoke a function, and doctor changes no machine and alters no table", () => {
    const may = functions.filter(({ statements }) => JSON.stringify(statements).includes("fc:"));
    expect(may.map(({ resource }) => resource)).toEqual(["reconcile", "answer", "chatops", "doctor"]);
    const actions = named("doctor").statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => /^(ecs|ens):|Update|Delete/.test(action))).toEqual([]);
  });

  test("what only looks is deployed before anything that acts, and what one stack of an account has comes last", () => {
    const names = functions.map(({ resource }) => resource);
    expect(names.slice(0, 2)).toEqual(["reconcile", "console"]);
    expect(names.at(-1)).toBe("event-redeploy-instance");
  });
});
