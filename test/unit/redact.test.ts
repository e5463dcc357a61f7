import { describe, expect, test } from "vitest";
import { redact } from "../../shared/redact.ts";

const password = `Ab1,Se&<"'>/ \\9#`;

describe("a known secret is blanked in every form in which a cloud may quote it", () => {
  test.each([
    ["as it is", password],
    ["percent-encoded", encodeURIComponent(password)],
    ["percent-encoded in lower case", "Ab1%2cSe%26%3c%22%27%3e%2f%20%5c9%23"],
    ["percent-encoded twice, as in a string to sign", encodeURIComponent(encodeURIComponent(password))],
    ["as a form has it", "Ab1%2CSe%26%3C%22%27%3E%2F+%5C9%23"],
    ["HTML-escaped", "Ab1,Se&amp;&lt;&quot;&#39;&gt;/ \\9#"],
    ["HTML-escaped by numbers", "Ab1&#44;Se&#x26;&#60;&#34;&#x27;&#62;&#x2F;&#32;&#92;9&#35;"],
    ["JSON-escaped", JSON.stringify(password).slice(1, -1)],
    ["JSON-escaped twice", JSON.stringify(JSON.stringify(password)).slice(3, -3)],
    ["JSON-escaped by numbers", "Ab1\\u002cSe\\u0026\\u003C\\u0022\\u0027\\u003e\\/ \\\\9#"],
  ])("%s", (_, quoted) => {
    expect(redact(`value ${quoted} refused`, [password])).toBe("value [redacted] refused");
  });

  test("what is empty or nearly so is no secret: it would stand everywhere", () => {
    expect(redact("nothing is hidden here", ["", "is"])).toBe("nothing is hidden here");
  });
});

describe("what stands under the name of a secret is blanked, as its quotes say", () => {
  test.each([
    ['{"Password":"Ab1,Secret","Next":1}', '{"Password":"[redacted]","Next":1}'],
    ['{"Password":"pa ss word"}', '{"Password":"[redacted]"}'],
    ["{'Password': 'Hunter22!'}", "{'Password': '[redacted]'}"],
    ['"Password":"a\\"b c" rest', '"Password":"[redacted]" rest'],
    ['{\\"Password\\":\\"Ab1, x\\"} rest', '{\\"Password\\":\\"[redacted]\\"} rest'],
    ["&quot;Password&quot;:&quot;Ab1, x&quot; rest", "&quot;Password&quot;:&quot;[redacted]&quot; rest"],
    ["Action=ReplaceSystemDisk&Password=Ab1%2CX&Size=40", "Action=ReplaceSystemDisk&Password=[redacted]&Size=40"],
    ["Password%3DAb1%252CX rest", "Password%3D[redacted] rest"],
    ["password: Hunter22! rest", "password: [redacted] rest"],
    ["AccessKeySecret Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MD rest", "AccessKeySecret [redacted] rest"],
    ["x-acs-security-token:CAISabc rest", "x-acs-security-token:[redacted] rest"],
    ["Authorization: Bearer eyJhbGciOi.J9.x rest", "Authorization: Bearer [redacted] rest"],
    ['"Password":"never closed, and more', '"Password":"[redacted]'],
  ])("%s", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  test.each([
    "key LTAIabcdefgh1234 used",
    "key STS.abc123XYZ used",
    "key whsec_c2VjcmV0+/= used",
    "key whsk_c2VjcmV0+/= used",
    "key CAIS8AF1q6Ft5B2yfSjIr5fgM+/abc= used",
  ])("%s: known by its shape", (text) => {
    expect(redact(text)).toBe("key [redacted] used");
  });

  test.each([
    "Password: must have 8 to 30 characters",
    "ClientToken=ticket-1234 was used before",
    "Call again with a new token.",
    "InvalidParameter.Password",
  ])("%s: our own words stay", (text) => {
    expect(redact(text)).toBe(text);
  });
});

test("a text has 512 characters at most, and is cut only after it was blanked", () => {
  expect(redact("x".repeat(600))).toBe("x".repeat(512));
  expect(redact(`${"x".repeat(505)}${password}`, [password])).toBe(`${"x".repeat(505)}[redact`);
});

test("a long text that nearly matches costs no more than its length", () => {
  const near = ["password", 'password":"', "password:\\", "%25%25", "Bearer ", "&#0000", "token  ", "secret--"];
  for (const part of near) expect(redact(part.repeat(20_000), [password]).length).toBeLessThanOrEqual(512);
});
