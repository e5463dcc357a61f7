import { expect, test } from "vitest";
import { operations } from "../../shared/operations/index.ts";
import { isAnswerable } from "../../shared/remediation/answerable.ts";
import { plan } from "../../shared/remediation/plan.ts";
import { answerable, otherTypes, statuses } from "../contracts/redeploy-instance-document.ts";

const types = [...answerable.map(({ type }) => type), ...otherTypes];
const answersPer = types.flatMap((type) => statuses.map((status) => ({ type, status })));
const inDocument = (type: string, status: string) =>
  answerable.some((row) => row.type === type && row.statuses.some((listed) => listed === status));

test.each(answersPer)("$type in $status is planned exactly as the document's table says", ({ type, status }) => {
  const decision = plan({ product: "ecs", eventId: "e-1", instanceId: "i-1", type, status }, operations);
  expect(decision.do).toBe(inDocument(type, status) ? "RedeployInstance" : undefined);
});

const [redeployInstance] = operations;
const event = { eventId: "e-1", notBeforeMs: undefined, simulated: false, diskId: undefined };

test("SystemFailure.Reboot is answered on instances with local disks only", () => {
  const failure = { ...event, type: "SystemFailure.Reboot", status: "Executing" };
  expect(isAnswerable(redeployInstance?.answers ?? {}, failure, true)).toBe(true);
  expect(isAnswerable(redeployInstance?.answers ?? {}, failure, false)).toBe(false);
});

test("a simulated event is never answered", () => {
  const drill = { ...event, type: "SystemMaintenance.Reboot", status: "Scheduled", simulated: true };
  expect(isAnswerable(redeployInstance?.answers ?? {}, drill, false)).toBe(false);
});
