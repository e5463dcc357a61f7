import { expect, test } from "vitest";
import { createFakeConsole } from "./fake-console.ts";
import { typed } from "./type.ts";

const yaml = "version: 1\ntimeZone: Asia/Shanghai\nmode: act\nrules:\n  - name: everything else\n    do: documented\n";
const policy = {
  version: 1,
  timeZone: "Asia/Shanghai",
  mode: "act",
  rules: [{ name: "everything else", do: "documented" }],
};
const files = { "policy.yaml": yaml };
const before = { Serial: 3, Hash: "ab".repeat(32), By: "ram", Why: "look on", AppliedAt: "2027-02-28T23:00:00Z" };
const after = { Serial: 4, Hash: "cd".repeat(32), By: "ram", Why: "caches", AppliedAt: "2027-03-01T00:00:00Z" };

type Payload = Readonly<Record<string, unknown>>;

/** A console with policy 3 in force, under which so many events would start. */
const createConsole = (starts: number, applied: (payload: Payload) => object = () => ({})) =>
  createFakeConsole((payload) => {
    if (payload["verb"] === "policy show") return { value: { Policy: before, Text: {} } };
    const StartsOf = Array.from({ length: Math.min(starts, 12) }, (_, index) => `i-${index}`);
    const said = { Before: before, Starts: starts, Ends: 1, AsksAgain: 0, StartsOf };
    const Diff = [
      { Path: "mode", Before: "observe", After: "act" },
      { Path: "programs", After: [1] },
      { Path: "people", Before: [2] },
    ];
    return { value: { ...said, Policy: after, Diff, ...applied(payload) } };
  });

const asked = ({ calls }: Awaited<ReturnType<typeof createConsole>>) => calls.map(({ payload }) => payload);
const apply = ["policy", "apply", "--why", "caches"];

test("apply shows what changes and what starts, asks a person, and says which version it takes the place of", async () => {
  const console = await createConsole(2);
  const {
    exitCode,
    out,
    err,
    asked: questions,
  } = await typed([...apply, "--local", console.url], { files, says: true });
  expect([exitCode, err, questions]).toEqual([0, "", ["Apply it, and start 2?"]]);
  expect(out.split("\n")).toEqual([
    "In force: policy 3 (abababababab), applied 2027-03-01 07:00:00 (60 min ago) by ram: look on",
    "mode",
    "  - observe",
    "  + act",
    "programs",
    "  + [1]",
    "people",
    "  - [2]",
    "2 pending events fall under rules that now act:",
    "  i-0",
    "  i-1",
    "1 waiting plan would end.",
    "Applied: policy 4 (cdcdcdcdcdcd), applied 2027-03-01 08:00:00 (now) by ram: caches. It counts from the next attempt on. 2 pending events start within two minutes.",
  ]);
  const call = { verb: "policy apply", Policy: policy, Why: "caches", Serial: 3 };
  expect(asked(console)).toEqual([{ verb: "policy show" }, { ...call, Preview: true }, { ...call, Start: 2 }]);
});

test("a key that comes or goes is shown, and what may be asked for is counted", async () => {
  const Diff = [
    { Path: "rules[web servers]", After: { name: "web servers" } },
    { Path: "rules[all].mode", Before: "observe" },
  ];
  const console = await createConsole(0, () => ({ Diff, Ends: 0, AsksAgain: 2 }));
  const { exitCode, out } = await typed([...apply, "--local", console.url], { files });
  expect(exitCode).toBe(0);
  expect(out.split("\n").slice(1, -1)).toEqual([
    "rules[web servers]",
    '  + {"name":"web servers"}',
    "rules[all].mode",
    "  - observe",
    "No pending event would start.",
    "Up to 2 would wait for a person's yes.",
  ]);
});

test("a person's no applies nothing", async () => {
  const console = await createConsole(0);
  const { exitCode, err } = await typed([...apply, "--local", console.url], { files, says: false });
  expect([exitCode, err]).toEqual([1, "Nothing was applied."]);
  expect(asked(console)).toHaveLength(2);
});

test.each([
  [
    "needs their number without a terminal",
    [],
    undefined,
    2,
    "Without a terminal, agree to what it starts: --start 2. Nothing was applied.",
  ],
  [
    "is not agreed to by --yes",
    ["--yes"],
    undefined,
    2,
    "Without a terminal, agree to what it starts: --start 2. Nothing was applied.",
  ],
  [
    "is not agreed to by another number",
    ["--start", "3"],
    undefined,
    1,
    "It would start 2, and --start says 3. Nothing was applied.",
  ],
  [
    "is not agreed to by another number on a terminal either",
    ["--start", "0"],
    true,
    1,
    "It would start 2, and --start says 0. Nothing was applied.",
  ],
])("what starts events %s", async (_, options, says, code, words) => {
  const console = await createConsole(2);
  const around = { files, ...(says !== undefined && { says }) };
  const { exitCode, err } = await typed([...apply, ...options, "--local", console.url], around);
  expect([exitCode, err]).toEqual([code, words]);
  expect(asked(console).filter((payload) => !("Preview" in payload))).toEqual([{ verb: "policy show" }]);
});

test("with the right number a script applies, and what starts nothing needs none", async () => {
  const console = await createConsole(2);
  expect(await typed([...apply, "--start", "2", "--local", console.url], { files })).toMatchObject({
    exitCode: 0,
    err: "",
  });
  expect(asked(console).at(-1)).toMatchObject({ Serial: 3, Start: 2 });
  const quiet = await createConsole(0);
  expect(await typed([...apply, "--local", quiet.url], { files })).toMatchObject({ exitCode: 0, err: "" });
  expect(asked(quiet).at(-1)).toEqual({ verb: "policy apply", Policy: policy, Why: "caches", Serial: 3 });
});

test("on a terminal --yes asks only if events would start", async () => {
  const [quiet, loud] = [await createConsole(0), await createConsole(1)];
  expect((await typed([...apply, "--yes", "--local", quiet.url], { files, says: true })).asked).toEqual([]);
  expect((await typed([...apply, "--yes", "--local", loud.url], { files, says: true })).asked).toEqual([
    "Apply it, and start 1?",
  ]);
});

test("a preview applies nothing, whatever else was said", async () => {
  const console = await createConsole(2);
  const { exitCode, out } = await typed([...apply, "--preview", "--start", "2", "--local", console.url], { files });
  expect(exitCode).toBe(0);
  expect(out).toContain("2 pending events fall under rules that now act");
  expect(asked(console).at(-1)).toMatchObject({ Preview: true });
});

test("before the first policy the serial is 0, and the same policy is not applied twice", async () => {
  const fresh = await createFakeConsole(({ verb, Preview }) => {
    if (verb === "policy show") return { value: { Text: {} } };
    return { value: { Starts: 0, Ends: 0, AsksAgain: 0, ...(Preview !== true && { Policy: after }) } };
  });
  expect((await typed([...apply, "--local", fresh.url], { files })).out).toContain("no policy was applied yet");
  expect(fresh.calls.at(-1)?.payload).toMatchObject({ Serial: 0 });

  const hash = /hash ([0-9a-f]{64})/.exec((await typed(["policy", "check"], { files })).out)?.[1];
  const same = await createFakeConsole(() => ({ value: { Policy: { ...before, Hash: hash }, Text: {} } }));
  const { exitCode, out } = await typed([...apply, "--local", same.url], { files });
  expect([exitCode, out]).toEqual([0, "This policy is in force already, as policy 3. Nothing was applied."]);
  expect(same.calls).toHaveLength(1);
});

test("the policy in force is applied again if nobody can read it: that is how its text is put back", async () => {
  const hash = /hash ([0-9a-f]{64})/.exec((await typed(["policy", "check"], { files })).out)?.[1];
  const torn = await createFakeConsole(({ verb, Preview }) => {
    if (verb === "policy show")
      return { value: { Policy: { ...before, Hash: hash }, Unreadable: "There is no text." } };
    return { value: { Starts: 0, Ends: 0, AsksAgain: 0, ...(Preview !== true && { Policy: after }) } };
  });
  const { exitCode, out } = await typed([...apply, "--local", torn.url], { files });
  expect([exitCode, out]).toEqual([0, expect.stringContaining("Applied: policy 4")]);
});

test("somebody else's policy in between is told, and ends with 1", async () => {
  const console = await createFakeConsole(({ verb, Preview }) => {
    if (verb === "policy show") return { value: { Policy: before, Text: {} } };
    if (Preview === true) return { value: { Before: before, Starts: 0, Ends: 0, AsksAgain: 0 } };
    return { thrown: "PolicyChanged: Policy 4 is in force, not 3. Nothing was applied." };
  });
  const { exitCode, err } = await typed([...apply, "--local", console.url], { files });
  expect([exitCode, err]).toEqual([1, "PolicyChanged: Policy 4 is in force, not 3. Nothing was applied."]);
});

test("a policy with a problem is not even asked about", async () => {
  const console = await createConsole(0);
  const broken = { "policy.yaml": yaml.replace("mode: act", "mode: acts") };
  expect(await typed([...apply, "--local", console.url], { files: broken })).toMatchObject({
    exitCode: 1,
    err: expect.stringMatching(/^policy\.yaml:3:1: mode: .*\nNothing was applied\.$/s),
  });
  expect(asked(console)).toEqual([]);
});

test("people and programs of a policy are in force: it may act with them", async () => {
  const console = await createConsole(0);
  const people = '\npeople:\n  - { name: lin, roles: [owner], is: ["webhook:lin"] }\n';
  expect(await typed([...apply, "--local", console.url], { files: { "policy.yaml": yaml + people } })).toMatchObject({
    exitCode: 0,
  });
});

test("with --json only the answer is on the output; what would change is told beside it", async () => {
  const console = await createConsole(0);
  const { out, err } = await typed([...apply, "--json", "--local", console.url], { files });
  expect(JSON.parse(out)).toMatchObject({ Policy: after });
  expect(err).toContain("In force: policy 3");
});

test("a rollback goes the same way, by the serial that it goes back to", async () => {
  const console = await createConsole(0);
  const words = ["policy", "rollback", "2", "--why", "3 was too wide", "--local", console.url];
  expect((await typed(words)).exitCode).toBe(0);
  expect(asked(console).at(-1)).toEqual({ verb: "policy rollback", To: 2, Why: "3 was too wide", Serial: 3 });
});

test("check asks the stack about a draft: the policy goes as JSON, nothing is applied", async () => {
  const Fleet = {
    Instances: 9,
    Rules: [
      { Rule: "everything else", Instances: 9 },
      { Rule: "none", Instances: 0 },
    ],
    Warnings: ["none matches no instance"],
  };
  const console = await createFakeConsole(() => ({ value: { Problems: [], Fleet } }));
  const { exitCode, out } = await typed(["policy", "check", "--fleet", "--history", "30d", "--local", console.url], {
    files,
  });
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^policy\.yaml: OK, 1 rule, mode act/);
  expect(out.split("\n").slice(-5)).toEqual([
    "the fleet: 9 instances",
    "rule             instances",
    "everything else  9",
    "none             0: no machine",
    "none matches no instance",
  ]);
  expect(asked(console)).toEqual([{ verb: "policy check", Policy: policy, Fleet: true, History: 30 }]);
});

test("a draft that the stack's own release refuses ends with 1", async () => {
  const console = await createFakeConsole(() => ({ value: { Problems: [{ Path: "rules[0]", Message: "is new" }] } }));
  const { exitCode, out } = await typed(["policy", "check", "--fleet", "--local", console.url], { files });
  expect(exitCode).toBe(1);
  expect(out).toContain("rules[0]: is new");
});
