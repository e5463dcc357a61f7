import { expect, test } from "vitest";
import { choices } from "../../shared/operations/choices.ts";
import { operations } from "../../shared/operations/index.ts";
import { isAnswerable } from "../../shared/remediation/answerable.ts";
import { homeOf, plan } from "../../shared/remediation/plan.ts";
import { answerable, otherTypes, statuses } from "../contracts/redeploy-instance-document.ts";

const types = [...answerable.map(({ type }) => type), ...otherTypes];
const answersPer = types.flatMap((type) => statuses.map((status) => ({ type, status })));
const inDocument = (type: string, status: string) =>
  answerable.some((row) => row.type === type && row.statuses.some((listed) => listed === status));

const noticeOf = (type: string, status: string) => ({
  product: "ecs",
  eventId: "e-1",
  instanceId: "i-1",
  type,
  status,
});
const planned = (type: string, status: string, hasLocalDisks: boolean) =>
  plan(noticeOf(type, status), choices, hasLocalDisks).do;

test.each(answersPer)("$type in $status is planned exactly as the document's table says", ({ type, status }) => {
  const isOnLocalDisksOnly = type === "SystemFailure.Reboot";
  const redeploy = inDocument(type, status) ? "RedeployInstance" : undefined;
  expect(planned(type, status, false)).toBe(isOnLocalDisksOnly ? undefined : redeploy);
});

test.each(answersPer)("on local disks $type in $status is answered by what loses nothing, if anything does", (row) => {
  const isRebootable = row.type === "SystemMaintenance.Reboot" && row.status === "Scheduled";
  const redeploy = inDocument(row.type, row.status) ? "RedeployInstance" : undefined;
  expect(planned(row.type, row.status, true)).toBe(isRebootable ? "RebootInstance" : redeploy);
});

test("an event has one home, by its type alone: no status and no setting moves it", () => {
  expect(homeOf("ecs", "SystemMaintenance.Reboot", choices)).toBe("RedeployInstance");
  expect(homeOf("ecs", "SystemMaintenance.Stop", choices)).toBe("RedeployInstance");
  expect(homeOf("ens", "Instance:SystemFailure.Redeploy", choices)).toBe("EventRedeployInstance");
  expect(homeOf("acs.rds", "SystemMaintenance.Reboot", choices)).toBeUndefined();
});

const [redeployInstance] = operations;
const event = { eventId: "e-1", notBeforeMs: undefined, simulated: false, diskId: undefined };

test("SystemFailure.Reboot is answered on instances with local disks only", () => {
  const failure = { ...event, type: "SystemFailure.Reboot", status: "Executing" };
  expect(isAnswerable(redeployInstance?.event.answers ?? {}, failure, true)).toBe(true);
  expect(isAnswerable(redeployInstance?.event.answers ?? {}, failure, false)).toBe(false);
});

test("a simulated event is never answered", () => {
  const drill = { ...event, type: "SystemMaintenance.Reboot", status: "Scheduled", simulated: true };
  expect(isAnswerable(redeployInstance?.event.answers ?? {}, drill, false)).toBe(false);
});
