import { expect, test } from "vitest";
import { type Client, connect } from "../../shared/tablestore/client.ts";
import { definitions } from "../../shared/tablestore/definitions.ts";
import { createAccountBench } from "./bench.ts";

type Definition = Parameters<Client["createTable"]>[0];

const [instances, tokens, control] = definitions as readonly Definition[];

/** Tables that somebody has made in another way, and what is said of each. */
const others = [
  [
    "another key",
    { ...tokens, tableMeta: { ...tokens?.tableMeta, primaryKey: [{ name: "key", type: 3 }] } },
    /primary key is key/,
  ],
  ["a TTL", { ...control, tableOptions: { ...control?.tableOptions, timeToLive: 86_400 } }, /time to live is 86400/],
  ["no index", { ...instances, indexMetas: [] }, /index redeploy_once_open is missing/],
] as const;

test.each(others)(
  "a table with %s is left as it is: the run stops there, before anything acts",
  async (_, made, said) => {
    const { type, hand, cloud } = await createAccountBench();
    const { wireUrl: endpoint, insideKey } = cloud;
    await hand.fault({ product: "fc", action: "CreateFunction", effect: "error", status: 403, code: "AccessDenied" });
    expect(await type("up --yes")).toMatchObject({ exitCode: 1 }); // the stack is there
    await hand.clearFaults();
    const client = connect({ endpoint, instance: "redeploy-once" }, { ...insideKey, securityToken: "" });
    await client.createTable(made as Definition);
    const { exitCode, err } = await type("up --yes");
    expect([exitCode, err]).toEqual([1, expect.stringMatching(said)]);
    await client.deleteTable({ tableName: made.tableMeta?.tableName ?? "" });
    const after = await type("up --yes");
    expect([after.exitCode, after.out]).toEqual([0, expect.stringContaining("Nothing is wrong.")]);
  },
);

test("a run that ends with something wrong says what, with exit code 1, though nothing was to be done", async () => {
  const { type, cloud } = await createAccountBench();
  await type("up --yes");
  const { wireUrl: endpoint, insideKey } = cloud;
  const client = connect({ endpoint, instance: "redeploy-once" }, { ...insideKey, securityToken: "" });
  await client.deleteTable({ tableName: "redeploy_once_tokens" });
  const { exitCode, out } = await type("up --yes");
  expect(exitCode).toBe(1);
  expect(out).toContain("Nothing was changed");
  expect(out).toMatch(
    /wrong +table redeploy_once_tokens {2}There is no such table.\n +Create it: redeploy-once doctor --create/,
  );
  expect(await type("doctor --create")).toMatchObject({ exitCode: 0 });
  expect(await type("up --yes")).toMatchObject({ exitCode: 0 });
});
