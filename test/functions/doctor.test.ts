import { expect, test } from "vitest";
import type { Finding } from "../../shared/doctor/finding.ts";
import { invokeFunction } from "../invoke.ts";
import { createBench } from "./bench.ts";

const bench = createBench();

type Examined = { readonly State: string; readonly Created: readonly string[]; readonly Findings: readonly Finding[] };

const examined = async (asked: object = {}) => {
  const { errorType, body } = await invokeFunction(bench.cloud(), "doctor", asked);
  expect([errorType, body]).toEqual([undefined, expect.anything()]);
  return body as Examined;
};

test("a stack as it is installed has nothing wrong", async () => {
  await bench.hand().minutes(1);
  const { Findings, State } = await examined();
  console.log(Findings.map((f) => `${f.State} ${f.Check}: ${f.Found}`).join("\n"));
  expect(Findings.filter(({ State }) => State === "wrong")).toEqual([]);
  expect(State).toBe("unknown");
});
