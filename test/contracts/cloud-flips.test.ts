import { expect, test } from "vitest";
import { createCloud } from "../cloud/cloud.ts";
import { UnknownGuessError } from "../cloud/core/guesses.ts";
import { NEW_TABLE_MS } from "../cloud/tablestore/database.ts";
import { LONG_INDEX_LAG_MS } from "../cloud/tablestore/secondary-index.ts";
import { handler, writeProject } from "./fc-bench.ts";
import {
  absent,
  createTable,
  createTablestoreBench,
  long,
  put,
  readyAtOnce,
  scan,
  update,
} from "./tablestore-bench.ts";

test("a cloud with a guess to flip that it does not know is not started, and says so", async () => {
  const options = { port: 0, serverlessYaml: writeProject({ f: handler("") }), environment: () => ({}) };
  await expect(createCloud({ ...options, flips: ["fc.nothing"] })).rejects.toThrow(UnknownGuessError);
  const cloud = await createCloud({ ...options, flips: ["fc.async-retry", "dispute.reboot-state"] });
  await cloud.close();
});

test("flipped: an index lags a minute behind its table", async () => {
  const { client, clock } = await createTablestoreBench([readyAtOnce, "tablestore.index-lag"]);
  await createTable(client, "rows", {
    definedColumn: [{ name: "openSince", type: 1 }],
    index: { name: "rows_open", primaryKey: ["openSince"], definedColumn: [] },
  });
  await put(client, "a", { openSince: long(5) });
  const open = () => scan(client, "rows_open", ["openSince", "id"]);
  await clock.advance(LONG_INDEX_LAG_MS - 1_000);
  expect(await open()).toEqual([]);
  await clock.advance(1_000);
  expect(await open()).toHaveLength(1);
});

test("a new table takes no rows at first; flipped, it does", async () => {
  const { client, clock } = await createTablestoreBench([]);
  await createTable(client, "rows");
  await expect(put(client, "a", {})).rejects.toThrow("OTSTableNotReady");
  await clock.advance(NEW_TABLE_MS);
  await put(client, "a", {});

  const { client: flipped } = await createTablestoreBench([readyAtOnce]);
  await createTable(flipped, "rows");
  await put(flipped, "a", {});
});

test("an update that expects no row makes it; flipped, it is refused, and a put is not", async () => {
  const change = [{ PUT: [{ state: "Claimed" }] }];
  const { client } = await createTablestoreBench();
  await createTable(client, "rows");
  await update(client, "a", change, absent);
  await expect(update(client, "a", change, absent)).rejects.toThrow("OTSConditionCheckFail");

  const { client: flipped } = await createTablestoreBench([readyAtOnce, "tablestore.update-expects-absence"]);
  await createTable(flipped, "rows");
  await expect(update(flipped, "a", change, absent)).rejects.toThrow("OTSParameterInvalid");
  await put(flipped, "a", { state: "Claimed" }, absent);
});
