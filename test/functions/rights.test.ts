import { expect, onTestFinished, test } from "vitest";
import { deployable, productYaml } from "../deploy.ts";
import { startLocal } from "../local.ts";
import { createProductHand } from "../product-hand.ts";
import { plain, redeploy } from "./bench.ts";

/** The product deployed with an s.yaml that lacks one right. */
const withoutRight = async (right: RegExp) => {
  const yaml = productYaml();
  const changed = yaml.replace(right, "");
  if (changed === yaml) throw new Error(`s.yaml has no ${right}`);
  const serverlessYaml = deployable(changed);
  const cloud = await startLocal({ serverlessYaml });
  onTestFinished(() => cloud.close());
  return createProductHand(cloud);
};

const rights: readonly [string, RegExp, number, string][] = [
  ["ecs:RedeployInstance", /ecs:(?=RedeployInstance)/, 403, "Forbidden.RAM"],
  ["ecs:DescribeDisks", / +- ecs:DescribeDisks\n/, 503, "ServiceUnavailable"],
  ["ots:UpdateRow", /, ots:UpdateRow/, 503, "ServiceUnavailable"],
  ["ots:PutRow on instances", /, ots:PutRow(?=, ots:UpdateRow)/, 503, "ServiceUnavailable"],
  ["ots:PutRow on tokens", /, ots:PutRow(?=\])/, 503, "ServiceUnavailable"],
];

test.each(rights)("without %s in its role the function redeploys nothing", async (_, right, status, code) => {
  const hand = await withoutRight(right);
  await hand.raise(plain);
  const answer = await hand.call(redeploy, { InstanceId: plain, ClientToken: "t" });
  expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
  expect((await hand.world()).instances[plain]?.effects).toEqual({});
});
