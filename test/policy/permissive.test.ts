import { expect, test } from "vitest";
import { readPolicy } from "../../shared/policy/read-policy.ts";
import { createChatSettings } from "../cloud/dingtalk/settings.ts";
import { environmentOf } from "../local.ts";
import { permissive } from "../permissive.ts";
import { eventRules } from "../subjects.ts";

const settings = {
  regionId: "cn-hangzhou",
  accountId: "1000000000000001",
  tablestoreInstance: "redeploy-once",
  webhookSecret: "whsec_AAAA",
  consentSecret: "whsec_BBBB",
  noticesSecret: "whsec_CCCC",
  consentKey: { secretKey: "whsk_CCCC", publicKey: "whpk_DDDD" },
  dingtalk: createChatSettings(),
};

test.each([[[]], [eventRules]])("the policy of the local cloud is a sound one, whatever its rules: %j", (rules) => {
  const reading = readPolicy(JSON.parse(JSON.stringify(permissive(rules))));
  expect(reading).toMatchObject({ policy: { mode: "act" } });
  expect(reading).toHaveProperty(["policy", "repeat"], { cooldown: "0m" });
  for (const held of ["windows", "freezes", "limits", "breaker", "asking"])
    expect(reading).not.toHaveProperty(["policy", held]);
});

test("who signs with a key of the local cloud is somebody in its policy", () => {
  const { PRINCIPALS } = environmentOf({ wireUrl: "http://127.0.0.1:7071", settings });
  const named = JSON.parse(PRINCIPALS).map(({ name }: { readonly name: string }) => `webhook:${name}`);
  const { people, programs } = permissive();
  expect([...programs, ...people].flatMap(({ is }) => is)).toEqual(named);
});
