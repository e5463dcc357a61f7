import { describe, expect, test } from "vitest";
import type { Finding } from "../../shared/doctor/finding.ts";
import { connect } from "../../shared/tablestore/client.ts";
import { definitions } from "../../shared/tablestore/definitions.ts";
import { tables } from "../../shared/tablestore/tables.ts";
import { typed } from "../cli/type.ts";
import { steer } from "../policies.ts";
import { createBench, plain, redeploy } from "./bench.ts";
import { doctorOf, wrongIn } from "./doctor.ts";

const bench = createBench();
const examined = (asked?: object) => doctorOf(bench.cloud(), asked);
const client = () => {
  const { wireUrl: endpoint, settings, insideKey } = bench.cloud();
  return connect({ endpoint, instance: settings.tablestoreInstance }, { ...insideKey, securityToken: "" });
};

test("a stack as it is installed has nothing wrong, and leaves nothing open", async () => {
  await bench.hand().minutes(1);
  const { Findings, State } = await examined({ Notices: true });
  expect([wrongIn(Findings), State]).toEqual([[], "ok"]);
  const functions = Findings.map(({ Check }) => Check).filter((line) => line.startsWith("function "));
  expect(functions).toHaveLength(10);
});

test("no machine and no row of the ledger is touched, and each function is asked", async () => {
  await bench.hand().raise(plain); // something that could be answered
  const { Findings } = await examined({ Notices: true });
  expect(wrongIn(Findings)).toEqual([]);
  const changes = (await bench.callsOf("tablestore")).filter(({ effect }) => effect);
  expect(changes.map(({ action, function: by, params }) => [action, by, Object(params).table])).toEqual([
    ["PutRow", "doctor", tables.control],
  ]);
  for (const product of ["ecs", "ens"])
    expect((await bench.callsOf(product)).filter(({ effect, action }) => effect || !/^Describe/.test(action))).toEqual(
      [],
    );
  const asked = (await bench.callsOf("fc", "InvokeFunction")).filter(({ function: by }) => by === "doctor");
  expect(asked.filter(({ params }) => Object(params).invocationType === "Sync")).toHaveLength(9);
});

test("a probe is for who may invoke the function: over HTTP and as an event it is none", async () => {
  const hand = bench.hand();
  const body = { operation: "RedeployInstance", probe: true };
  expect((await hand.call(redeploy, body)).status).toBe(400);
  expect((await hand.call("console", {}, undefined, {}, "/probe")).status).toBe(404);
  expect(bench.logs.join("")).not.toContain('"step":"probe"');
});

test("each channel gets a test notice, if somebody asks for it, and one that refuses it is found", async () => {
  const hand = bench.hand();
  await examined();
  expect(await hand.notices()).toEqual([]);
  await hand.answerBy("backup", "error");
  const { Findings } = await examined({ Notices: true });
  expect(wrongIn(Findings)).toEqual(["channel backup"]);
  const told = (await hand.notices()).map(({ channel, isSigned, notice }) => [channel, isSigned, Object(notice).kind]);
  expect(told.sort()).toEqual([
    ["backup", true, "test"],
    ["oncall", true, "test"],
  ]);
});

test("a torn control row is found by its own line alone, though every function reads it", async () => {
  const rowCondition = { rowExistenceExpectation: 1 };
  const row = {
    tableName: tables.control,
    condition: { ...rowCondition, columnCondition: null },
    primaryKey: [{ id: "control" }],
  };
  await client().updateRow({ ...row, updateOfAttributeColumns: [{ PUT: [{ p_torn: "{" }] }] } as never);
  const { Findings } = await examined();
  expect(wrongIn(Findings)).toEqual(["control row"]);
  expect(Findings.find(({ State }) => State === "wrong")?.Found).toContain("column p_torn is torn");
});

test("a store that is away is told by every line that rests on it, and the doctor still answers", async () => {
  await bench.hand().fault({
    product: "tablestore",
    action: "GetRow",
    effect: "error",
    status: 503,
    code: "OTSServerBusy",
    times: 10_000,
  });
  const { Findings } = await examined();
  expect(wrongIn(Findings)).toEqual(
    expect.arrayContaining(["control row", "rights of redeploy-instance", "reconcile"]),
  );
  expect(wrongIn(Findings)).not.toContain("function redeploy-instance");
});

describe("what there is of tables", () => {
  const [instances, tokens, control] = definitions;
  const made = async (changed: readonly object[]) => {
    for (const { tableMeta } of definitions) await client().deleteTable({ tableName: tableMeta.tableName });
    for (const definition of changed) await client().createTable(definition as never);
    await bench.hand().advance(3_000); // a new table takes no rows
  };
  const whole = async () => {
    await made(definitions);
    await steer(bench.cloud(), undefined);
  };

  test.each([
    ["without its indexes", { ...instances, indexMetas: [] }, [tokens, control], tables.instances],
    [
      "that forgets",
      { ...tokens, tableOptions: { timeToLive: 86_400, maxVersions: 1 } },
      [instances, control],
      tables.tokens,
    ],
    [
      "with another key",
      { ...tokens, tableMeta: { tableName: tables.tokens, primaryKey: [{ name: "pk", type: 2 }] } },
      [instances, control],
      tables.tokens,
    ],
  ])("a table %s is refused by name, and never altered", async (_, odd, others, name) => {
    await made([odd, ...others] as object[]);
    const before = JSON.stringify(await client().describeTable({ tableName: name }));
    const { Findings, Created } = await examined({ Create: true });
    expect([wrongIn(Findings), Created]).toEqual([[`table ${name}`], [tables.chat, "control row"]]);
    const kept = (text: string) => text.replace(/"RequestId":"[^"]*"/, "");
    expect(kept(JSON.stringify(await client().describeTable({ tableName: name })))).toBe(kept(before));
    await whole();
  });

  test("nothing: all of it is made on request, with no right to act; asked again nothing is made", async () => {
    await made([]);
    const { Findings: before, Created: none } = await examined();
    expect(wrongIn(before)).toEqual(Object.values(tables).map((name) => `table ${name}`));
    expect(none).toEqual([]);
    const { Findings, Created } = await examined({ Create: true });
    expect(Created).toEqual([...Object.values(tables), "control row"]);
    expect(wrongIn(Findings)).toEqual([]);
    expect(Findings.find(({ Check }) => Check === "right")?.Found).toContain("observes and sends nothing");
    const again = await examined({ Create: true });
    expect([again.Created, wrongIn(again.Findings)]).toEqual([[], []]);
    await whole();
  });

  test("two who create at once make each thing once", async () => {
    await made([]);
    const both = await Promise.all([examined({ Create: true }), examined({ Create: true })]);
    expect(both.flatMap(({ Findings }) => wrongIn(Findings))).toEqual([]);
    expect(both.flatMap(({ Created }) => Created).filter((made) => made === "control row")).toHaveLength(1);
    await whole();
  });
});

describe("redeploy-once doctor", () => {
  const command = (...words: readonly string[]) =>
    typed(["doctor", ...words, "--local", bench.cloud().wireUrl], {
      pause: async (ms) => void (await bench.hand().advance(ms)),
    });

  test("prints a line for each check, and ends with 0 while nothing is wrong", async () => {
    const { exitCode, out, err } = await command();
    expect([exitCode, err]).toEqual([0, ""]);
    expect(out).toMatch(/^ok {7}function redeploy-instance {2}Node v/m);
    expect(out).toMatch(/^ok {7}dead letters {2}There is none\.$/m);
    expect(out).toMatch(/^ok {7}log {2}A line of the doctor's was read back from /m);
    expect(out).toMatch(
      /^unknown {2}synchronous events {2}No function .*\n {9}Ask again within a minute of: redeploy-once rehearse/m,
    );
    expect(out).toMatch(/\nNothing is wrong\. \d+ looked at and in order, \d+ to be looked at by hand\.$/);
  });

  test("ends with 1 if something is wrong, says what to do, and prints as JSON what programs read", async () => {
    await bench.hand().answerBy("backup", "error");
    const { exitCode, out } = await command("--notices", "--json");
    const { Findings } = JSON.parse(out) as { Findings: Finding[] };
    expect([exitCode, wrongIn(Findings)]).toEqual([1, ["channel backup"]]);
    const shown = await command("--notices");
    expect(shown.exitCode).toBe(1);
    expect(shown.out).toMatch(
      /^wrong {4}channel backup {2}It has not taken a test notice: HTTP 500\.\n {9}Look at its address/m,
    );
  });

  test("ends with 2 if nothing could be asked", async () => {
    expect((await typed(["doctor", "--create", "--region", "nowhere"])).exitCode).toBe(2);
  });

  test("no byte of a secret is printed", async () => {
    const { out } = await command("--notices", "--json");
    const { settings } = await bench.hand().world();
    const secrets = [
      settings.webhookSecret,
      settings.consentSecret,
      settings.accessKeySecret,
      "no fingerprint leaves it",
    ];
    expect(secrets.filter((secret) => out.includes(secret.replace(/^whsec_/, "")))).toEqual([]);
  });
});
