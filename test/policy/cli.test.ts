import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { typed } from "../cli/type.ts";
import { root } from "../local.ts";
import { sound } from "./sound-policy.ts";

const folder = mkdtempSync(path.join(tmpdir(), "policy-"));
afterAll(() => rmSync(folder, { recursive: true }));

const policy = async (...options: readonly string[]) => {
  const { exitCode: status, out: stdout, err: stderr } = await typed(["policy", ...options], { at: root });
  return { status, stdout, stderr };
};
const fileWith = (name: string, text: string) => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
const example = "test/policy/example.yaml";

test("init writes the starter once, with its form beside it for editors; check takes what init wrote", async () => {
  const file = path.join(folder, "policy.yaml");
  expect(await policy("init", file)).toMatchObject({ status: 0, stderr: "" });
  const written = readFileSync(file, "utf8");
  expect(written.split("\n")[0]).toBe("# yaml-language-server: $schema=./policy.schema.json");
  const schema = readFileSync(path.join(folder, "policy.schema.json"), "utf8");
  expect(schema).toBe(readFileSync(path.join(root, "shared/policy.schema.json"), "utf8"));
  writeFileSync(file, `${written}# mine\n`);
  expect(await policy("init", file)).toEqual({
    status: 2,
    stdout: "",
    stderr: `${file}: exists, and is left as it is. Nothing was done.`,
  });
  expect(readFileSync(file, "utf8")).toBe(`${written}# mine\n`);
  const { status, stdout } = await policy("check", file);
  expect(status).toBe(0);
  expect(stdout).toContain(`${file}: OK, 2 rules, mode observe. The rules ask for tags of a machine.\nhash `);
});

test("check tells each problem on a line of its own, with its place, and ends with 1", async () => {
  const file = fileWith("night.yaml", sound.replace("window: nights", "window: night"));
  expect(await policy("check", file)).toMatchObject({
    status: 1,
    stderr: `${file}:12:5: rules[0].window: there is no window night; did you mean nights?`,
  });
  expect(JSON.parse((await policy("check", file, "--json")).stdout)).toEqual({
    ok: false,
    file,
    problems: [
      { line: 12, column: 5, key: "rules[0].window", message: "there is no window night; did you mean nights?" },
    ],
  });
});

test("check says what a policy decides about an event of the bus, on the machine that the options describe", async () => {
  const event = fileWith(
    "event.json",
    JSON.stringify({
      specversion: "1.0",
      source: "acs.ecs",
      data: { eventId: "e-1", instanceId: "i-bp1a", eventType: "SystemMaintenance.Redeploy", eventStatus: "Scheduled" },
    }),
  );
  const { status, stdout } = await policy("check", example, "--event", event, "--tag", "role=cache", "--local-disks");
  expect(status).toBe(0);
  expect(stdout.split("\n\n")[1]).toBe(
    [
      "rule     caches may lose their local disks",
      "do       RedeployInstance",
      "mode     act",
      "may lose localDisks",
      "window   nights",
      'why      rule "caches may lose their local disks", by event SystemMaintenance.Redeploy, tag role=cache: RedeployInstance answers SystemMaintenance.Redeploy in Scheduled',
    ].join("\n"),
  );
});

test("check says which hook is asked before what is begun, and none where nothing is", async () => {
  const event = fileWith("hooked.json", '{"type":"SystemMaintenance.Redeploy","status":"Scheduled"}');
  const hooked = (mode: string) =>
    fileWith(
      `${mode}.yaml`,
      `version: 1\ntimeZone: UTC\nmode: ${mode}\nhooks: { web: { before: "fc:redeploy-once-hook-drain" } }\nrules: [{ name: all, do: documented, hook: web }]\n`,
    );
  expect((await policy("check", hooked("act"), "--event", event)).stdout).toContain(
    "\nhook     asks hook web before\n",
  );
  const { stdout } = await policy("check", hooked("act"), "--event", event, "--json");
  expect(JSON.parse(stdout)).toMatchObject({ hook: { name: "web", asksBefore: true } });
  expect((await policy("check", hooked("observe"), "--event", event)).stdout).not.toContain("hook web");
});

test("a small event will do, and JSON has all that is printed", async () => {
  const event = fileWith("small.json", '{"type":"SystemFailure.Redeploy","status":"Scheduled"}');
  const { status, stdout } = await policy("check", example, "--event", event, "--json", "--table");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    ok: true,
    file: example,
    rules: 5,
    mode: "act",
    hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    needs: ["tags"],
    decision: {
      rule: "everything else",
      input: {},
      mode: "act",
      approvals: 1,
      mayLose: [],
      window: "nights",
      why: 'rule "everything else", as none above it matches: disputes: nothing answers SystemFailure.Redeploy in Scheduled',
    },
    table: expect.stringContaining("| ECS `SystemFailure.Redeploy`"),
  });
});

test("the table says what the documents answer, and with a policy what its disputes make of that", async () => {
  const rowsOf = ({ stdout }: { readonly stdout: string }) =>
    stdout.split("\n").map((line) => line.replaceAll(/ +/g, " "));
  const plain = rowsOf(await policy("table"));
  expect(plain).toContain("| ECS `SystemMaintenance.Reboot` | Scheduled | RedeployInstance | RebootInstance |");
  expect(plain).toContain(
    "| ECS `SystemFailure.Reboot` | Executing | nothing | RedeployInstance, after a person's consent |",
  );
  const disputed = rowsOf(await policy("table", example));
  expect(disputed).toContain("| ECS `SystemFailure.Redeploy` | Scheduled | nothing | nothing |");
  expect(disputed).toContain(
    "| ECS `SystemMaintenance.Stop` | Inquiring, Scheduled | RedeployInstance | RedeployInstance, after a person's consent |",
  );
});

const unusable: readonly (readonly [what: string, options: readonly string[], said: string])[] = [
  ["no verb", [], "Usage: redeploy-once policy <verb>"],
  ["a verb that there is not", ["aply"], "unknown command 'aply'\n(Did you mean apply?)"],
  ["a file that is not there", ["check", "no.yaml"], "no.yaml: there is no such file or folder."],
  ["a folder", ["check", "shared"], "shared: is a folder."],
  ["one argument too many", ["check", example, "more"], "too many arguments for 'check'"],
  ["an option of check elsewhere", ["table", "--local-disks"], "unknown option '--local-disks'"],
  ["facts of no event", ["check", example, "--local-disks"], "--local-disks needs --event."],
  ["an event of another form", ["check", example, "--event", "package.json"], "package.json: status: is needed."],
];

test.each(unusable)("%s ends with 2 and says why", async (_, options, said) => {
  const { status, stdout, stderr } = await policy(...options);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(said);
  expect(stderr).not.toMatch(/\n {4}at /);
});

test("the help has examples, and nothing is coloured", async () => {
  const { status, stdout } = await policy("check", "--help");
  expect(status).toBe(0);
  expect(stdout).toContain("Examples\n  redeploy-once policy check\n");
  expect(stdout + (await policy("check", example)).stdout).not.toContain("\u001b");
});
