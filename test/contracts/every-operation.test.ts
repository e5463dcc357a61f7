import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { fileNameOf } from "../../shared/function-name.ts";
import { operations } from "../../shared/operations/index.ts";
import { actions as ecsActions } from "../cloud/ecs/actions.ts";
import { actions as ensActions } from "../cloud/ens/actions.ts";
import { root } from "../local.ts";
import { singles } from "../matrix/lives.ts";
import { traitsOf } from "../simulation/actions.ts";
import { templates } from "../simulation/templates.ts";
import { subjects } from "../subjects.ts";
import { errorRows } from "./documents/error-rows.ts";
import { goodInputs } from "./documents/good-inputs.ts";
import { parameterRows } from "./documents/parameters.ts";

const names = operations.map(({ name }) => name);
const files = (folder: string) => names.filter((name) => existsSync(path.join(root, folder, `${fileNameOf(name)}.ts`)));

const guide = readFileSync(path.join(root, "shared/install/README.md"), "utf8");
const stopping = guide.slice(guide.indexOf("## How to stop it"), guide.indexOf("## States"));

const deciding = guide.slice(guide.indexOf("### What decides"), guide.indexOf("## On call"));

/** Each list that has something for every operation, by the step of functions/README.md that fills it. */
const lists: Readonly<Record<string, readonly string[]>> = {
  "step 2, functions/": files("functions"),
  "step 3, the local cloud's actions": [...ecsActions.keys(), ...ensActions.keys()],
  "step 4, s.yaml: how to stop it, in shared/install/README.md": operations
    .filter(({ name, product }) => stopping.includes(`\`${product}:${name}\``))
    .map(({ name }) => name),
  "step 4, s.yaml: what decides, in shared/install/README.md": names.filter((name) =>
    deciding.includes(`\n| ${name} `),
  ),
  "step 5, test/subjects.ts": subjects.map(({ operation }) => operation),
  "step 5, test/matrix/lives.ts": singles.map(({ send }) => send.action),
  "step 6, test/contracts/documents/error-rows.ts": errorRows.map(({ operation }) => operation),
  "step 6, test/contracts/documents/parameters.ts": parameterRows.map(({ operation }) => operation),
  "step 6, test/contracts/documents/good-inputs.ts": Object.keys(goodInputs),
  "step 7, test/simulation/actions.ts": Object.keys(traitsOf),
  "step 7, test/simulation/templates.ts": templates.map((make) => make().operation),
};

describe("every operation has its part in", () => {
  test.each(Object.entries(lists))("%s", (_, list) => {
    expect(names.filter((name) => !list.includes(name))).toEqual([]);
  });
});

test("step 1, the order of operations/index.ts: for an event that several answer, what comes first is preferred", () => {
  expect(names).toEqual([
    "RedeployInstance", // moves away from what is broken, for good
    "RebootInstance",
    "ReplaceSystemDisk",
    "AcceptInquiredSystemEvent", // the owner's rules prefer it: it stays on a host of which a part was broken
    "EventRedeployInstance", // of another product
  ]);
});
