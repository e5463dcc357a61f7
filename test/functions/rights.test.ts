import { expect, onTestFinished, test } from "vitest";
import { deployable, expandedYaml } from "../deploy.ts";
import { startLocal } from "../local.ts";
import { createProductHand } from "../product-hand.ts";
import { plain, redeploy } from "./bench.ts";

/** The product deployed with an s.yaml in which one role lacks one right. */
const withoutRight = async (role: string, right: RegExp) => {
  const yaml = expandedYaml();
  const at = yaml.indexOf(`\n    ${role}:\n      Version`);
  const changed = yaml.slice(0, at) + yaml.slice(at).replace(right, "");
  if (changed === yaml) throw new Error(`The role ${role} has no ${right}`);
  const cloud = await startLocal({ serverlessYaml: deployable(changed) });
  onTestFinished(() => cloud.close());
  return createProductHand(cloud);
};

const rights: readonly [string, RegExp, number, string][] = [
  ["ecs:RedeployInstance", /ecs:(?=RedeployInstance)/, 403, "Forbidden.RAM"],
  ["ecs:DescribeDisks", / +- Effect: Allow\n +Action: ecs:DescribeDisks\n.*\n/, 503, "ServiceUnavailable"],
  ["ots:UpdateRow", / +- ots:UpdateRow\n/, 503, "ServiceUnavailable"],
  ["ots:PutRow on instances", / +- ots:PutRow\n(?= +- ots:UpdateRow)/, 503, "ServiceUnavailable"],
  ["ots:PutRow on tokens", / +- ots:PutRow\n(?= +Resource)/, 503, "ServiceUnavailable"],
];

test.each(rights)("without %s in its role the function redeploys nothing", async (_, right, status, code) => {
  const hand = await withoutRight(redeploy, right);
  await hand.raise(plain);
  const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
  expect((await hand.world()).instances[plain]?.effects).toEqual({});
});

const stopped = "i-bp1stopped0002";
const edge = "i-5edgeplain00000000000001";
const image = "aliyun_3_x64_20G_alibase_20261001.vhd";
const reboot = { InstanceId: plain };
const replace = { InstanceId: stopped, ImageId: image };
const denied = [403, "Forbidden.RAM"] as const;

test.each([
  ["reboot-instance", "ecs:RebootInstance", /ecs:(?=RebootInstance)/, reboot, denied],
  ["replace-system-disk", "the disk", / +- acs:ecs:.*:disk\/\*\n/, replace, denied],
  ["replace-system-disk", "the image", / +- acs:ecs:.*:image\/\*.*\n/, replace, denied],
  ["replace-system-disk", "the instance", / +- acs:ecs:.*:instance\/\*\n/, replace, denied],
] as const)("without its right %s (%s) changes no instance", async (role, _, right, body, [status, code]) => {
  const hand = await withoutRight(role, right);
  const answer = await hand.consent(role, { ...body, ClientToken: "t" });
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
  expect((await hand.world()).instances[body.InstanceId]?.effects).toEqual({});
});

test("without ens:EventRedeployInstance no edge instance is redeployed", async () => {
  const hand = await withoutRight("event-redeploy-instance", /ens:(?=EventRedeployInstance)/);
  const EventId = await hand.raise(edge, { eventType: "Instance:SystemFailure.Redeploy", eventStatus: "Inquiring" });
  const body = { ResourceId: edge, EventId, OpsType: "immediate", ClientToken: "t" };
  const answer = await hand.call("event-redeploy-instance", body);
  expect([answer.status, answer.body["Code"]]).toEqual([400, "NoPermission"]);
  expect((await hand.world()).instances[edge]?.effects).toEqual({});
});

test("without its right to read rows console takes no verdict", async () => {
  const hand = await withoutRight("console", / +- ots:GetRow\n/);
  const { now: LookedAt, settings } = await hand.world();
  const verdict = { InstanceId: plain, OperationId: "0".repeat(32), Verdict: "happened", LookedAt, Reason: "seen" };
  expect((await hand.call("console", verdict, settings.consentSecret, {}, "/resolve")).status).toBe(503);
});

test.each([
  ["redeploy-instance", / +- acs:fc:.*-redeploy-instance\n/, 0],
  ["redeploy-instance/*, which it does not name", / +- acs:fc:.*-redeploy-instance\/\*\n/, 1],
] as const)("without the right to invoke %s reconcile dispatches what it may", async (_, right, redeploys) => {
  const hand = await withoutRight("reconcile", right);
  const eventId = await hand.raise(plain);
  await hand.fault({ product: "ecs", action: "RedeployInstance", effect: "throttle", times: 1 });
  await hand.move(eventId, { eventStatus: "Scheduled", deliver: true });
  await hand.idle();
  await hand.minutes(3);
  expect((await hand.world()).instances[plain]?.effects["RedeployInstance"] ?? 0).toBe(redeploys);
});
