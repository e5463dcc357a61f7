import { expect, test } from "vitest";
import { apply } from "../../shared/control/apply.ts";
import { readApplied } from "../../shared/control/read-applied.ts";
import { textOf } from "../acting-by.ts";
import { createControlTable, saying } from "./control-table.ts";
import { acting, asking, observing } from "./fixtures.ts";

/** A table on which these policies were applied one after the other. */
async function tableWith(...policies: readonly object[]) {
  const table = createControlTable();
  const applied = async (policy: object, why?: string) =>
    apply(table.store, await table.store.readControl(), saying(policy, why));
  for (const policy of policies) await applied(policy);
  return { ...table, applied };
}

test("serials grow by one, and each policy that went out of force is in the history", async () => {
  const { active, past, applied } = await tableWith(observing, asking);
  expect(await applied(acting, "the third")).toMatchObject({ serial: 3, why: "the third" });
  expect(active()).toMatchObject({ serial: 3, hash: textOf(acting).hash });
  expect([...past].map(([serial, { hash }]) => [serial, hash])).toEqual([
    [1, textOf(observing).hash],
    [2, textOf(asking).hash],
  ]);
});

test("of two who looked at the same policy one applies, and the other is told", async () => {
  const { store, active } = await tableWith(observing);
  const read = await store.readControl();
  await apply(store, read, saying(asking));
  await expect(apply(store, read, saying(acting))).rejects.toMatchObject({ code: "PolicyChanged", status: 409 });
  expect(active()).toMatchObject({ serial: 2, hash: textOf(asking).hash });
});

test("an apply that was cut off after the history was written can be made again", async () => {
  const { applied, loseNext, active } = await tableWith(observing);
  loseNext("before");
  await expect(applied(acting)).rejects.toThrow("no answer");
  expect(active()).toMatchObject({ serial: 1 });
  expect(await applied(acting)).toMatchObject({ serial: 2 });
});

test("an apply whose answer was lost is known by what stands in the control row", async () => {
  const { applied, loseNext, active } = await tableWith(observing);
  loseNext("after");
  expect(await applied(acting)).toMatchObject({ serial: 2 });
  expect(active()).toMatchObject({ serial: 2 });
});

test("a control row that was made anew goes on after the history, and writes over none of it", async () => {
  for (const count of [2, 3, 5, 8, 20]) {
    const { applied, makeAnew, past } = await tableWith(...Array.from({ length: count }, () => observing));
    const before = [...past.values()];
    makeAnew();
    expect(await applied(acting)).toMatchObject({ serial: count + 1 }); // the one in force was in no history
    expect(await applied(asking)).toMatchObject({ serial: count + 2 });
    expect([...past.values()].slice(0, before.length)).toEqual(before);
    expect(past.get(count + 1)).toMatchObject({ hash: textOf(acting).hash });
  }
});

test("a history that has another policy of the serial in force is kept, and nothing is applied", async () => {
  const { applied, past, active } = await tableWith(observing);
  past.set(1, { ...saying(asking), serial: 1 });
  await expect(applied(acting)).rejects.toMatchObject({
    code: "PolicyHistoryChanged",
    message: expect.stringContaining('row "past 0000000001"'),
  });
  expect([past.get(1)?.hash, active()?.serial]).toEqual([textOf(asking).hash, 1]);
});

test("a text that somebody has changed is not put in force again", async () => {
  const { applied, texts, active } = await tableWith(observing, acting);
  texts.set(textOf(observing).hash, "{}");
  await expect(applied(observing)).rejects.toMatchObject({ code: "PolicyTextChanged", status: 409 });
  expect(active()).toMatchObject({ serial: 2 });
});

test.each([
  ["is gone", undefined],
  ["was changed", "{}"],
])("a policy whose text %s is none", async (_, text) => {
  const { store, texts } = await tableWith(observing);
  const { hash } = textOf(observing);
  expect(await readApplied(store, { hash })).toEqual(observing);
  if (text === undefined) texts.delete(hash);
  else texts.set(hash, text);
  expect(await readApplied(store, { hash })).toBeUndefined();
});
