import { describe, expect, test } from "vitest";
import type { HttpAnswer } from "../../hand.ts";
import { createDocumentBench } from "./document-bench.ts";
import type { Input } from "./good-inputs.ts";
import type { ParameterRefusal, ParameterRow } from "./parameter-row.ts";
import { parameterRows, wrongTypes } from "./parameters.ts";

const bench = createDocumentBench();

/** The cloud refuses the next send, for a reason that may pass: nothing is kept of it on either side. */
const refuseNext = (operation: string) =>
  bench.fail(operation, { effect: "error", status: 403, code: "Refused.ByTheTester" });

/** Each row with each of the values that `valuesOf` finds in it, by name. */
const cases = <Value>(valuesOf: (row: ParameterRow) => readonly Value[]) =>
  parameterRows.flatMap((row) =>
    valuesOf(row).map((value): [string, ParameterRow, Value] => [
      `${row.document} row ${row.row}: ${row.name} ${shown(value)}`,
      row,
      value,
    ]),
  );

/** A value as a test's name may have it. */
function shown(value: unknown): string {
  const { input = value } = Object(value);
  const text = JSON.stringify(input, (_, part) => (part === undefined ? "(none)" : part));
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** A refusal that names the parameter: nothing was called, unless to read, and nothing is different. */
async function expectRefusal({ operation, name }: ParameterRow, { input, code, status = 400, by }: ParameterRefusal) {
  const before = await bench.world();
  const answer = await bench.askWith(operation, input);
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
  expectNamed(answer, code, name);
  expect(await (by === "look" ? bench.sends(operation) : bench.callsOf(operation))).toEqual([]);
  expect(await bench.world()).toEqual(before);
}

/** The message names the parameter: the one that the code names, if it names one. */
const expectNamed = ({ body }: HttpAnswer, code: string, name: string) =>
  expect(body["Message"]).toContain(
    code.startsWith("InvalidParameter.") ? code.slice("InvalidParameter.".length) : name,
  );

test("the tables have every parameter of the six documents, and a decision for each", () => {
  const documents = parameterRows.map(({ document }) => document.slice(0, 3));
  const countOf = (list: readonly string[], value: string) => list.filter((one) => one === value).length;
  expect(["000", "001", "002", "003", "004", "ecs"].map((document) => countOf(documents, document))).toEqual([
    3, 5, 3, 4, 20, 3,
  ]);
  const decisions = parameterRows.map(({ decision }) => decision);
  expect(["accept", "accept and warn", "refuse"].map((decision) => countOf(decisions, decision))).toEqual([28, 3, 7]);
});

describe("a required parameter that is missing is MissingParameter and named:", () => {
  test.each(
    cases(({ required, decision, mayMiss }) => (required && decision === "accept" && !mayMiss ? [undefined] : [])),
  )("%s", async (_, row) => {
    await expectRefusal(row, { input: { [row.name]: undefined }, code: "MissingParameter" });
  });
});

describe("a value of the wrong type is refused by name:", () => {
  test.each(cases((row) => (row.decision === "refuse" ? [] : wrongTypes[row.type])))("%s", async (_, row, value) => {
    const input = { ...besideOf(row), [row.name]: value };
    await expectRefusal(row, { input, code: `InvalidParameter.${row.name}` });
  });
});

/** What a parameter cannot do without, so that it is the only thing that is wrong. */
function besideOf({ name }: ParameterRow): Input {
  if (name === "KMSKeyId") return { Encrypted: true };
  if (name === "PlanTime" || name === "PlanUtcTime") return { OpsType: "scheduled" };
  return name === "DiskId" ? { ImageId: undefined } : {};
}

describe("a value that the document does not allow is refused by name:", () => {
  test.each(cases(({ refuses }) => refuses))("%s", async (_, row, refusal) => {
    await expectRefusal(row, refusal);
  });
});

describe("a value that the document allows is sent on under its name:", () => {
  test.each(cases(({ accepts }) => accepts))("%s", async (_, { operation }, { input, sent }) => {
    const named = await bench.raiseFor(operation);
    await refuseNext(operation);
    await bench.askWith(operation, named, input);
    const [send, ...more] = await bench.sends(operation);
    expect(more).toEqual([]);
    // A token is sent on as the operation's id: the cloud knows no callers, to whom a token belongs here.
    const own = "ClientToken" in sent ? { ClientToken: expect.stringMatching(/^[0-9a-f]{32}$/) } : {};
    expect(send?.params).toMatchObject({ ...named, ...sent, ...own });
  });
});

const least: readonly [string, readonly string[]][] = [
  ["RedeployInstance", ["ForceStop", "InstanceId"]],
  ["RebootInstance", ["ForceStop", "InstanceId"]],
  ["ReplaceSystemDisk", ["ClientToken", "ImageId", "InstanceId"]],
  ["AcceptInquiredSystemEvent", ["EventId", "RegionId"]],
  ["EventRedeployInstance", ["EventId", "OpsType", "ResourceId"]],
];

test.each(least)("%s sends no parameter that was left out, but for its default", async (operation, names) => {
  const event = await bench.raiseFor(operation);
  await refuseNext(operation);
  await bench.askWith(operation, event);
  const [send] = await bench.sends(operation);
  expect(Object.keys(Object(send?.params)).sort()).toEqual(names);
});

describe("the caller is warned of what the document calls deprecated:", () => {
  test.each(cases(({ decision, accepts }) => (decision === "accept and warn" ? accepts : [])))(
    "%s",
    async (_, { operation, name }, { input }) => {
      const answer = await bench.askWith(operation, input);
      const given = ["DiskId", "Platform", "Architecture"].filter((parameter) => parameter in input);
      expect(answer.status).toBe(200);
      expect(given).toContain(name);
      expect(answer.body["Warnings"]).toEqual(given.map((parameter) => `${parameter} is deprecated`));
    },
  );
});

const together: readonly [string, Input][] = [
  ["RedeployInstance", { ForceStop: true }],
  ["RebootInstance", { ForceStop: true, DryRun: false }],
  [
    "ReplaceSystemDisk",
    {
      "SystemDisk.Size": 60,
      UseAdditionalService: true,
      Password: "Qx7-very-secret-Pass",
      PasswordInherit: false,
      SecurityEnhancementStrategy: "Active",
      Encrypted: true,
      KMSKeyId: "key-bp1enabled0001",
    },
  ],
  ["EventRedeployInstance", { OpsType: "scheduled", PlanTime: 2_051_222_400_000, PlanUtcTime: "2035-01-01T00:00:00Z" }],
];

test.each(together)(
  "%s takes all of its parameters together, and the cloud takes the call",
  async (operation, input) => {
    const answer = await bench.askWith(operation, await bench.raiseFor(operation), input);
    expect([answer.status, answer.body["Warnings"]]).toEqual([200, undefined]);
    expect((await bench.sends(operation)).map(({ effect }) => effect)).toEqual([true]);
  },
);
