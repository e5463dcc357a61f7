import type { TableRow } from "./parameter-row.ts";

type Verdicts = Pick<TableRow, "decision" | "mayMiss" | "why" | "accepts" | "refuses">;

/** Action, which two of the documents list and the others leave out. */
export const action = (operation: string): Verdicts => ({
  decision: "accept",
  mayMiss: true,
  why: "the function's address says it already, so it may be left out; set, it signs what is asked for, and must agree",
  accepts: [{ input: { Action: operation }, sent: {} }],
  refuses: [
    { input: { Action: "StopInstance" }, code: "InvalidParameter.Action" },
    { input: { Action: "" }, code: "InvalidParameter.Action" },
  ],
});

/** InstanceId, whose form no document gives beyond its examples. */
export const instanceId = (good: string): Verdicts => ({
  decision: "accept",
  why: "required in every document; the form is that of their examples",
  accepts: [{ input: {}, sent: { InstanceId: good } }],
  refuses: [
    { input: { InstanceId: "" }, code: "InvalidParameter.InstanceId" },
    { input: { InstanceId: "eni-bp1plain0001" }, code: "InvalidParameter.InstanceId" },
    { input: { InstanceId: "i-bp1 plain0001" }, code: "InvalidParameter.InstanceId" },
    { input: { InstanceId: `i-${"x".repeat(62)}` }, code: "InvalidParameter.InstanceId" },
  ],
});

/** ForceStop, the same in the three documents that have it. */
export const forceStop: Verdicts = {
  decision: "accept",
  why: "optional, false by default; true is like a power failure, so it needs a principal that may consent",
  accepts: [
    { input: {}, sent: { ForceStop: "false" } },
    { input: { ForceStop: false }, sent: { ForceStop: "false" } },
    { input: { ForceStop: true }, sent: { ForceStop: "true" } },
  ],
  refuses: [],
};

/** DryRun of RebootInstance; the Chinese text speaks of creating an instance, which is a slip. */
export const dryRun: Verdicts = {
  decision: "accept",
  why: "optional, false by default; the check is the cloud's own, and its success is the code DryRunOperation",
  accepts: [
    { input: { DryRun: true }, sent: { DryRun: "true" } },
    { input: { DryRun: false }, sent: {} },
  ],
  refuses: [],
};
