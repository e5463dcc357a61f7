import { expect, test } from "vitest";
import { createBench } from "./bench.ts";

const bench = createBench();
const Password = "Qx7,&;<'>Pass";
const token = "CAIS8AF1q6Ft5B2yfSjIr5fgMdq2x7Zdvr";
const canonical = [
  "POST",
  "/",
  `Action=ReplaceSystemDisk&Password=${encodeURIComponent(Password)}`,
  "host:ecs.cn-hangzhou.aliyuncs.com",
  `x-acs-security-token:${token}`,
  "host;x-acs-security-token",
].join("\n");

/** How a secret may be written in what the cloud says. */
const quoted: readonly (readonly [how: string, said: string])[] = [
  ["as it is", `"Password" is not valid: ${Password}`],
  ["percent-encoded", `"Password" is not valid: ${encodeURIComponent(Password)}`],
  ["HTML-escaped", '"Password" is not valid: Qx7,&amp;;&lt;&#39;&gt;Pass'],
  ["JSON-escaped", '{"Password":"Qx7,\\u0026;\\u003c\'\\u003ePass"}'],
  ["in a canonical request", `Signature does not match. Server string to sign is: ${canonical}`],
];

test.each(quoted)("a password that the cloud quotes %s is in no answer, replay, row or log", async (_, message) => {
  const hand = bench.hand();
  const body = { InstanceId: "i-bp1stopped0002", ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", Password };
  const ask = () => hand.consent("replace-system-disk", { ...body, ClientToken: "t" });
  const fault = { product: "ecs", action: "ReplaceSystemDisk", effect: "error", status: 400 };
  await hand.fault({ ...fault, code: "InvalidPassword.Malformed", message });
  const first = await ask();
  const again = await ask();
  expect([first.status, first.body["Code"]]).toEqual([400, "InvalidPassword.Malformed"]);
  expect(again.text).toBe(first.text);
  const sent = (await bench.callsOf("ecs", "ReplaceSystemDisk"))[0];
  expect(first.body["Message"]).toContain(`ActionTrail has the call under the request id ${sent?.requestId}`);
  const stored = await bench.callsOf("tablestore");
  expect(JSON.stringify(stored)).toContain("InvalidPassword.Malformed");
  const sinks = [first.text, again.text, JSON.stringify(stored), bench.logs.join("")];
  for (const sink of sinks) expect(sink).not.toMatch(/Qx7|CAIS8|string to sign/);
});

test("what the document says of a code is told, and stored, as the cloud says it", async () => {
  const hand = bench.hand();
  const body = { InstanceId: "i-bp1stopped0002", ImageId: "aliyun_3_x64_20G_alibase_20261001.vhd", ClientToken: "t" };
  const said = 'The specified parameter "Password" is not valid.';
  const fault = { product: "ecs", action: "ReplaceSystemDisk", effect: "error", status: 400 };
  await hand.fault({ ...fault, code: "InvalidPassword.Malformed", message: said });
  const { body: told } = await hand.consent("replace-system-disk", body);
  expect(String(told["Message"]).startsWith(said)).toBe(true);
});

test("a check that the cloud passes, or not, is told in the document's words or none", async () => {
  const hand = bench.hand();
  const check = () => hand.call("reboot-instance", { InstanceId: "i-bp1plain0001", DryRun: true });
  const passed = await check();
  expect(passed.body["Message"]).toBe("Request validation has been passed with DryRun flag set.");
  for (const code of ["DryRunOperation", "Forbidden.RAM"]) {
    const fault = { product: "ecs", action: "RebootInstance", effect: "error", status: 400 };
    await hand.fault({ ...fault, code, message: `x-acs-security-token:${token}` });
    const answer = await check();
    expect(answer.body["Code"]).toBe(code);
    expect(answer.body["Message"]).toMatch(/ActionTrail has the call under the request id [\w-]{36}/);
    expect(answer.text).not.toContain("CAIS8");
  }
});

test("what a read is refused with is told by its code and request id alone", async () => {
  const hand = bench.hand();
  const fault = { product: "ecs", action: "DescribeInstances", effect: "error", status: 403, code: "Forbidden.RAM" };
  await hand.fault({ ...fault, message: `x-acs-security-token:${token}` });
  const answer = await hand.call("reboot-instance", { InstanceId: "i-bp1plain0001", ClientToken: "t" });
  const refused = (await bench.callsOf("ecs", "DescribeInstances"))[0];
  expect([answer.status, answer.body["Code"]]).toEqual([503, "ServiceUnavailable"]);
  expect(answer.body["Message"]).toContain(`(Forbidden.RAM, request id ${refused?.requestId})`);
  expect(answer.text + bench.logs.join("")).not.toContain("CAIS8");
});
