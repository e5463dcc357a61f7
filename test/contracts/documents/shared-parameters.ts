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

/** EventId, whose form no document gives; `sent`: what goes over the wire of one that is good. */
export const eventId = (sent: Readonly<Record<string, string>>): Verdicts => ({
  decision: "accept",
  why: "required; no document gives its form, so up to 128 printable characters are taken",
  accepts: [{ input: {}, sent }],
  refuses: [
    { input: { EventId: "" }, code: "InvalidParameter.EventId" },
    { input: { EventId: "e 1" }, code: "InvalidParameter.EventId" },
    { input: { EventId: `e-${"0".repeat(127)}` }, code: "InvalidParameter.EventId" },
  ],
});

/** RegionId, which is the stack's and sent as such. */
export const regionId: Verdicts = {
  decision: "accept",
  mayMiss: true,
  why: "a stack serves one region, so it may be left out; set, it must be that one",
  accepts: [{ input: { RegionId: "cn-hangzhou" }, sent: { RegionId: "cn-hangzhou" } }],
  refuses: [{ input: { RegionId: "cn-beijing" }, code: "InvalidParameter.RegionId" }],
};

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
