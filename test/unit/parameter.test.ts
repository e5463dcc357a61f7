import { expect, test } from "vitest";
import { invokeSchema } from "../../shared/command.ts";
import { commandOfHttp, commandOfInvoke } from "../../shared/middleware/command-from.ts";
import { operations } from "../../shared/operations/index.ts";
import { redeployInstance } from "../../shared/operations/redeploy-instance.ts";
import { nested, parsed } from "../../shared/parameter.ts";

const scope = { accountId: "1000000000000001", regionId: "cn-hangzhou" };
const principal = { name: "oncall", keys: [], decides: false };
const command = {
  operation: "RedeployInstance",
  input: { InstanceId: "i-bp1plain0001" },
  clientToken: "t",
  source: "intake",
  actor: "alert 7",
  reason: "host is failing",
};
const names = (count: number, named: (n: number) => string) =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [named(n), n]));

const byHttp = (body: object) => {
  const request = { kind: "http", path: "/", method: "POST", headers: {}, address: undefined, queued: false } as const;
  const signed = { principal, id: "msg_1", atMs: Date.parse("2026-11-21T03:00:00Z") };
  return commandOfHttp(redeployInstance, scope, { ...request, body: Buffer.from(JSON.stringify(body)) }, signed);
};
const byInvoke = (body: object) => commandOfInvoke(redeployInstance, { ...command, input: body });

test.each([
  ["a call", byHttp],
  ["an invoke", byInvoke],
])("more than 64 names in one object of %s are refused before one of them is judged", (_, ask) => {
  const refused = (count: number) => `there are ${count}. Nothing was changed.`;
  expect(() => ask(names(65, (n) => `a.b${n}`))).toThrow(refused(65));
  expect(() => ask({ SystemDisk: names(4_000, (n) => `b${n}`) })).toThrow(refused(4_000));
  expect(() => ask({ List: Array(65).fill(0) })).toThrow(refused(65));
  expect(() => ask(names(64, (n) => `a.b${n}`))).toThrow("a: is not a parameter of this operation");
  expect(() => ask(names(65, (n) => `a${n}`))).toThrow(expect.objectContaining({ code: "InvalidParameter" }));
});

test("dotted names are nested by their first dot, and stand before the others", () => {
  const given = { "A.x": 1, B: 2, "C.y": 3, "A.z.w": 4, "__proto__.polluted": 5 };
  expect(JSON.stringify(nested(given))).toBe('{"A":{"x":1,"z.w":4},"C":{"y":3},"__proto__":{"polluted":5},"B":2}');
});

test.each([".a", "a.", "a..b", ".", "a.b."])("the name %s groups nothing", (name) => {
  expect(() => nested({ [name]: 1 })).toThrow("is not a parameter of this operation");
});

test("a group stands either as an object or by dotted names", () => {
  expect(() => nested({ SystemDisk: { Size: 40 }, "SystemDisk.Size": 40 })).toThrow(
    "must not be set beside SystemDisk",
  );
});

test.each(["operation", "clientToken", "source", "actor", "reason", "eventId", "askedAt"])(
  "the %s of an invoke has a longest length",
  (field) => {
    const long = field === "askedAt" ? `2026-11-21T03:00:00.${"0".repeat(600)}Z` : "x".repeat(600);
    expect(() => parsed(invokeSchema, { ...command, [field]: long })).toThrow(`${field}: `);
  },
);

const texts = operations.flatMap(({ name, parameters: { schema: input } }) =>
  Object.keys((input as unknown as { readonly shape: object }).shape).map((parameter) => ({ name, input, parameter })),
);

test.each(texts)("$parameter of $name takes no text of 1,000 characters", ({ input, parameter }) => {
  for (const long of ["x".repeat(1_000), `i-${"1".repeat(1_000)}`, `2026-11-21T03:00:00.${"0".repeat(1_000)}Z`]) {
    const { issues } = input.safeParse({ [parameter]: long }).error ?? { issues: [] };
    expect(issues.map(({ path }) => path[0])).toContain(parameter);
  }
});
