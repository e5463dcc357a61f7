import { expect, test } from "vitest";
import { ControlUnreadable } from "../../shared/control/control.ts";
import { rightFor } from "../../shared/control/give-right.ts";
import { heldByRight, noRight } from "../../shared/guards/right.ts";
import { controlOf, toControlColumns } from "../../shared/tablestore/control-columns.ts";
import { installed } from "../installed.ts";

test("a control row that says nothing of a right gives none, and one that is torn is not read", () => {
  const { right, ...without } = toControlColumns(installed);
  expect(controlOf(without).right).toEqual(noRight);
  expect(controlOf({ ...without, right: right ?? "" }).right).toEqual(installed.right);
  for (const torn of ["", "[]", "{}", '{"operations":"RebootInstance"}', String(right).slice(1)])
    expect(() => controlOf({ ...without, right: torn })).toThrow(ControlUnreadable);
});

test("the right to act on ENS is none on ECS, and none is none", () => {
  const held = (right: Parameters<typeof heldByRight>[0], operation: string) => heldByRight(right, operation)?.code;
  expect(held(rightFor(["ens"]), "EventRedeployInstance")).toBeUndefined();
  expect(held(rightFor(["ens"]), "RebootInstance")).toBe("Forbidden.StackObserves");
  expect(held(noRight, "EventRedeployInstance")).toBe("Forbidden.StackObserves");
  expect(heldByRight(rightFor([], "ops"), "RebootInstance")?.why).toContain("the stack ops has it");
});
