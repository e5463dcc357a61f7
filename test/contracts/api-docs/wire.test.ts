import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createEcsBench } from "../ecs-bench.ts";
import { createEnsBench } from "../ens-bench.ts";
import { samplesOf } from "./narrower-types.ts";
import { queryName, topOf } from "./parameter-names.ts";
import { named, type Served } from "./served.ts";

type Query = Readonly<Record<string, string>>;
let benches: Readonly<Record<Served["product"], Pick<Awaited<ReturnType<typeof createEcsBench>>, "outcome" | "close">>>;
beforeAll(async () => {
  benches = { ecs: await createEcsBench(), ens: await createEnsBench() };
});
afterAll(() => Promise.all([benches.ecs.close(), benches.ens.close()]));

describe.each(named)("%s, over the wire,", (name, served) => {
  const samples = samplesOf(name);
  const described = [...served.described].filter(([parameter]) => served.parameters.has(parameter));
  const required = described.filter(([, { isRequired }]) => isRequired).map(([parameter]) => parameter);
  const good = (parameters: readonly string[]): Query =>
    Object.fromEntries(parameters.map((parameter) => [queryName(parameter), samples[parameter] ?? "x"]));
  /** Status and code of the answer. */
  const ask = async (query: Query) => (await benches[served.product].outcome(served.action, query)).replace(/:.*/s, "");

  test("refuses a parameter that nobody knows", async () => {
    expect(await ask({ ...good(required), Nobody: "x" })).toBe("400 InvalidParameter");
  });

  test("refuses a call without a parameter that is required", async () => {
    for (const parameter of required) {
      const others = required.filter((other) => other !== parameter);
      expect([parameter, await ask(good(others))]).toEqual([parameter, served.missing(parameter)]);
    }
  });

  test("refuses a number that is none and a boolean that is none", async () => {
    for (const [parameter, { type }] of described) {
      if (type !== "integer" && type !== "boolean") continue;
      const answer = await ask({ ...good(required), [queryName(parameter)]: "maybe" });
      expect([parameter, answer]).toEqual([parameter, served.malformed(parameter)]);
    }
  });

  test("refuses a list that is one text, unless it takes it so", async () => {
    for (const [parameter] of described) {
      const top = topOf(parameter);
      if (!parameter.endsWith(".N") || served.takes(top, samples[parameter] ?? "x")) continue;
      const others = required.filter((other) => other !== parameter);
      const answer = await ask({ ...good(others), [top]: "x" });
      expect([parameter, answer]).toEqual([parameter, served.malformed(parameter)]);
    }
  });
});
