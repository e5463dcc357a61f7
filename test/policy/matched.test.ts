import { expect, test } from "vitest";
import { decide } from "../../shared/policy/decide.ts";
import { needsFacts } from "../../shared/policy/needs-facts.ts";
import type { Match } from "../../shared/policy/rule.ts";
import type { Subject } from "../../shared/policy/subject.ts";
import { policyWith, subjectOf } from "./policies.ts";

type Case = readonly [what: string, match: Match, known: Partial<Subject>, words: string | undefined];

/** `words`: what is said of the match; undefined if it does not hold. */
const cases: readonly Case[] = [
  ["event", { event: "SystemMaintenance.Redeploy" }, {}, "event SystemMaintenance.Redeploy"],
  ["another event", { event: "SystemMaintenance.Reboot" }, {}, undefined],
  [
    "one of the events",
    { event: ["SystemMaintenance.Reboot", "SystemMaintenance.Redeploy"] },
    {},
    "event SystemMaintenance.Redeploy",
  ],
  ["status", { status: "Scheduled" }, {}, "status Scheduled"],
  ["one of the statuses", { status: ["Inquiring", "Scheduled"] }, {}, "status Scheduled"],
  ["another status", { status: "Inquiring" }, {}, undefined],
  ["a tag's whole value", { tags: { role: "db" } }, { tags: { role: "db" } }, "tag role=db"],
  ["a part of a tag's value", { tags: { role: "db" } }, { tags: { role: "db-1" } }, undefined],
  ["a tag's value in another case", { tags: { role: "db" } }, { tags: { role: "DB" } }, undefined],
  ["one of a tag's values", { tags: { role: ["db", "cache"] } }, { tags: { role: "cache" } }, "tag role=cache"],
  ["whatever value of a tag", { tags: { role: "*" } }, { tags: { role: "web" } }, "tag role=web"],
  ["an empty value of a tag", { tags: { role: "*" } }, { tags: { role: "" } }, "tag role="],
  ["the empty value by name", { tags: { role: "" } }, { tags: { role: "" } }, "tag role="],
  ["a tag that is missing", { tags: { role: "*" } }, { tags: { tier: "1" } }, undefined],
  ["a tag of a machine whose tags are unknown", { tags: { role: "*" } }, {}, undefined],
  ["a tag that is a name of every object", { tags: { constructor: "*" } }, { tags: {} }, undefined],
  ["a star within a value", { tags: { role: "d*" } }, { tags: { role: "db" } }, undefined],
  ["two tags", { tags: { role: "db", tier: "1" } }, { tags: { role: "db", tier: "1" } }, "tag role=db, tag tier=1"],
  ["one of two tags", { tags: { role: "db", tier: "1" } }, { tags: { role: "db", tier: "2" } }, undefined],
  ["zone", { zone: "cn-hangzhou-i" }, { zone: "cn-hangzhou-i" }, "zone cn-hangzhou-i"],
  ["another zone", { zone: "cn-hangzhou-i" }, { zone: "cn-hangzhou-j" }, undefined],
  ["a zone that is unknown", { zone: ["cn-hangzhou-i"] }, {}, undefined],
  ["instance", { instances: ["i-bp1b", "i-bp1a"] }, {}, "i-bp1a"],
  ["another instance", { instances: "i-bp1" }, {}, undefined],
  ["one of the managers' tags", { managedBy: ["ack.aliyun.com", "owner"] }, { tags: { owner: "x" } }, "tag owner"],
  ["no manager's tag", { managedBy: "ack.aliyun.com" }, { tags: { owner: "ack.aliyun.com" } }, undefined],
  ["a manager's tag that is a name of every object", { managedBy: "constructor" }, { tags: {} }, undefined],
  ["product", { product: "ecs" }, {}, "product ecs"],
  ["another product", { product: ["ens"] }, {}, undefined],
  ["planned maintenance", { planned: true }, {}, "planned"],
  ["a failure", { planned: false }, { planned: false }, "a failure"],
  ["planned where failures are meant", { planned: false }, {}, undefined],
  ["two keys", { zone: "z-1", planned: true }, { zone: "z-1" }, "zone z-1, planned"],
  ["one of two keys", { zone: "z-1", planned: false }, { zone: "z-1" }, undefined],
];

test.each(cases)("a match by %s", (_, match, known, words) => {
  const { rule, why } = decide(policyWith([{ name: "this", match, do: "nothing" }]), subjectOf(known));
  const expected = words === undefined ? "everything else" : "this";
  expect(rule).toBe(expected);
  if (words !== undefined) expect(why).toBe(`rule "this", by ${words}: nothing is to be done`);
});

test("a look reads tags and zone only where a rule asks for them", () => {
  const needed = (match: Match) => needsFacts(policyWith([{ name: "this", match, do: "nothing" }]));
  expect(needsFacts(policyWith([]))).toEqual({ tags: false, zone: false });
  expect(needed({ event: "SystemMaintenance.Reboot", planned: true })).toEqual({ tags: false, zone: false });
  expect(needed({ tags: { role: "*" } })).toEqual({ tags: true, zone: false });
  expect(needed({ managedBy: "owner" })).toEqual({ tags: true, zone: false });
  expect(needed({ zone: "z-1" })).toEqual({ tags: false, zone: true });
});
