import { describe, expect, test } from "vitest";
import { listedOf } from "./differences.ts";
import { narrower, samplesOf } from "./narrower-types.ts";
import { leftOut, takenAsText, takenBesides } from "./parameter-differences.ts";
import { topOf } from "./parameter-names.ts";
import { named, served, unusedDescriptions } from "./served.ts";

/** Values that are of a type and of no special form. */
const plainValues: Readonly<Record<string, readonly string[]>> = {
  string: ["x"],
  boolean: ["true", "false"],
  integer: ["7"],
  json: ["[]"],
};

test("every description is of an action that the local cloud serves", () => {
  expect(unusedDescriptions).toEqual([]);
});

test("what is listed is of an action that the local cloud serves", () => {
  const names = new Set(served.map(({ name }) => name));
  const listed = [...leftOut, ...takenBesides, ...takenAsText, ...narrower].flatMap(({ of }) => Object.keys(of));
  expect(listed.filter((name) => !names.has(name))).toEqual([]);
});

describe.each(named)("%s", (name, { described, parameters, takes }) => {
  const samples = samplesOf(name);
  const common = [...described].filter(([parameter]) => parameters.has(parameter));

  test("takes the parameters of its description, but for those that are listed with their reason", () => {
    const missing = [...described.keys()].filter((parameter) => !parameters.has(parameter));
    expect(missing.toSorted()).toEqual(listedOf(leftOut, name));
    const besides = [...parameters.keys()].filter((parameter) => !described.has(parameter));
    expect(besides.toSorted()).toEqual(listedOf(takenBesides, name));
  });

  test("requires what its description requires, and no more", () => {
    const required = [...described].filter(([, { isRequired }]) => isRequired);
    const needed = [...parameters].filter(([, isRequired]) => isRequired);
    expect(needed.map(([parameter]) => parameter).toSorted()).toEqual(
      required.map(([parameter]) => parameter).toSorted(),
    );
  });

  test("takes any value of a parameter's type, unless it is listed as narrower, and then what is listed", () => {
    const choosy = common.filter(([parameter, { type }]) =>
      plainValues[type]?.some((value) => !takes(parameter, value)),
    );
    expect(choosy.map(([parameter]) => parameter).toSorted()).toEqual(Object.keys(samples).toSorted());
    expect(Object.entries(samples).filter(([parameter, value]) => !takes(parameter, value))).toEqual([]);
  });

  test("takes a list as Name.1, and as one text only if that is listed", () => {
    const lists = common.map(([parameter]) => parameter).filter((parameter) => parameter.endsWith(".N"));
    const loose = lists.filter((parameter) => takes(topOf(parameter), samples[parameter] ?? "x"));
    expect(loose.toSorted()).toEqual(listedOf(takenAsText, name));
  });
});
