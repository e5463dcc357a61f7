import { expect, test } from "vitest";
import { ownerOf } from "../../shared/cloud/disk-owner.ts";
import { readPages } from "../../shared/cloud/read.ts";
import { allAbout, itemsAbout } from "../../shared/cloud/unreadable.ts";

const idOf = ({ id }: { readonly id?: string }) => id;

test.each([
  ["of the asked one", [{ id: "i-1" }, { id: "i-1" }], 2],
  ["of none", [], undefined],
])("a list %s says what it lists", (_, items, total) => {
  expect(allAbout("i-1", { items, total }, idOf)).toEqual(items);
});

test("a list that is not there is empty only if the answer counts none", () => {
  expect(itemsAbout("i-1", { items: undefined, total: 0 }, idOf)).toEqual([]);
  expect(() => itemsAbout("i-1", { items: undefined, total: undefined }, idOf)).toThrow("AnswerWithoutList");
  expect(() => itemsAbout("i-1", { items: undefined, total: 1 }, idOf)).toThrow("AnswerWithoutList");
});

test.each([
  ["another", [{ id: "i-1" }, { id: "i-2" }]],
  ["nobody", [{ id: "i-1" }, {}]],
])("a list with something of %s says nothing", (_, items) => {
  expect(() => itemsAbout("i-1", { items, total: 2 }, idOf)).toThrow("AnswerAboutAnother");
});

test("a page that is not all that is counted says nothing", () => {
  expect(() => allAbout("i-1", { items: [{ id: "i-1" }], total: 2 }, idOf)).toThrow("ListCutShort");
});

test.each([
  ["that names the instance", { instanceId: "i-1" }, "i-1"],
  ["of another instance", { instanceId: "i-2", attachments: { attachment: [{ instanceId: "i-1" }] } }, "i-2"],
  [
    "of several instances, with this one among them",
    { attachments: { attachment: [{ instanceId: "i-2" }, { instanceId: "i-1" }] } },
    "i-1",
  ],
  ["of several others", { instanceId: "", attachments: { attachment: [{ instanceId: "i-2" }] } }, undefined],
  ["on its way", { instanceId: "" }, undefined],
])("the owner of a disk %s", (_, disk, owner) => {
  expect(ownerOf(disk, "i-1")).toBe(owner);
});

test("a list that does not end within ten pages is not read at all, rather than in part", async () => {
  const endless = readPages<number, true>("DescribeTasks", async () => ({
    items: [1],
    next: true,
    total: undefined,
  }));
  await expect(endless).rejects.toMatchObject({
    kind: "unavailable",
    message: "DescribeTasks could not be read (TooManyPages). This read changed nothing; try again.",
  });
});

test("a list that ends before all are listed that it counts is not read at all", async () => {
  const pages = [
    { items: [1, 2], next: true as const, total: 4 },
    { items: [3], next: undefined, total: 4 },
  ];
  const cut = readPages<number, true>(
    "DescribeTasks",
    async (_, number) => pages[number - 1] ?? { items: [], next: undefined, total: 0 },
  );
  await expect(cut).rejects.toMatchObject({ message: expect.stringMatching(/^DescribeTasks .*\(ListCutShort\)/) });
});
