import { describe, expect, test } from "vitest";
import { authenticateAcs3 } from "../cloud/acs3/authenticate.ts";
import { createReplayGuard } from "../cloud/acs3/replay-guard.ts";
import { sign } from "../cloud/acs3/sign.ts";
import type { Principal } from "../cloud/core/principals.ts";
import { type Vector, vectors } from "./acs3-vectors.ts";

const emptyBody = Buffer.alloc(0);

const signed = ({ method, url, headers, signature }: Vector) => ({
  method,
  url,
  headers: {
    ...headers,
    accept: "application/json",
    authorization: `ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=${Object.keys(headers).join(";")},Signature=${signature}`,
  } as Record<string, string>,
});

const principalsOf = (secret: string, securityToken?: string, change: Partial<Principal> = {}) => {
  const principal: Principal = {
    ...change,
    accessKeyId: "testid",
    accessKeySecret: secret,
    securityToken,
    function: null,
    instance: undefined,
    statements: undefined,
  };
  return { find: (id: string) => (id === "testid" ? principal : undefined) };
};

const [, plainVector] = vectors;
if (plainVector === undefined) throw new Error("The vectors are gone.");
const plain = signed(plainVector);
const judge = (request: typeof plain, body = emptyBody, principals = principalsOf("testsecret")) => {
  const outcome = authenticateAcs3({ request, body, principals });
  return "refusal" in outcome ? `${outcome.refusal.status} ${outcome.refusal.code}` : outcome.principal.accessKeyId;
};
const [tokenOne = "", tokenTwo = ""] = ["1", "2"].map((digit) => digit.repeat(80));
const signedWithToken = (token: string) => {
  const headers: Vector["headers"] = { ...plainVector.headers, "x-acs-security-token": token };
  const bodyHash = headers["x-acs-content-sha256"] ?? "";
  const [signature = ""] = sign({ ...plainVector, headers: Object.entries(headers), bodyHash }, plainVector.secret);
  return signed({ ...plainVector, headers, signature });
};
const withHeaders = (headers: Record<string, string>) => ({ ...plain, headers: { ...plain.headers, ...headers } });

describe("signatures", () => {
  test.each(vectors)("the signature of $about holds", (vector) => {
    expect(judge(signed(vector), emptyBody, principalsOf(vector.secret))).toBe("testid");
  });

  test.each([
    ["another URL", { ...plain, url: "/?ForceStop=true&InstanceId=i-2" }],
    ["another method", { ...plain, method: "GET" }],
    ["another path", { ...plain, url: "/x?ForceStop=true&InstanceId=i-1" }],
    ["another action", withHeaders({ "x-acs-action": "RebootInstance" })],
    ["another date", withHeaders({ "x-acs-date": "2026-11-20T10:14:38Z" })],
  ])("a request changed to %s is refused", (_change, request) => {
    expect(judge(request)).toBe("400 SignatureDoesNotMatch");
  });

  test("a body that was not signed is refused", () => {
    expect(judge(plain, Buffer.from("InstanceId=i-2"))).toBe("400 SignatureDoesNotMatch");
  });

  test.each([
    ["x-acs header", withHeaders({ "x-acs-extra": "1" })],
    ["content type", withHeaders({ "content-type": "application/json" })],
  ])("an unsigned %s is refused", (_header, request) => {
    expect(judge(request)).toBe("400 IncompleteSignature");
  });

  test("a request without a signature is refused", () => {
    expect(judge(withHeaders({ authorization: "" }))).toBe("400 IncompleteSignature");
  });

  test("a signature by another secret is refused", () => {
    expect(judge(plain, emptyBody, principalsOf("othersecret"))).toBe("400 SignatureDoesNotMatch");
  });

  test("an unknown access key is refused", () => {
    expect(judge(plain, emptyBody, { find: () => undefined })).toBe("404 InvalidAccessKeyId.NotFound");
  });

  test("temporary credentials without their security token are refused", () => {
    expect(judge(plain, emptyBody, principalsOf("testsecret", tokenOne))).toBe("400 MissingSecurityToken");
  });

  test.each([
    ["of another form", "token", {}, "400 InvalidSecurityToken.Malformed"],
    ["of another key", tokenTwo, {}, "400 InvalidSecurityToken.MismatchWithAccessKey"],
    ["that is over", tokenOne, { isOver: true as const }, "400 InvalidSecurityToken.Expired"],
    ["that holds", tokenOne, {}, "testid"],
  ])("a security token %s gets %s", (_, token, change, answer) => {
    const request = signedWithToken(token);
    expect(judge(request, emptyBody, principalsOf("testsecret", tokenOne, change))).toBe(answer);
  });
});

const noonMs = Date.UTC(2026, 10, 20, 12);
const minuteMs = 60_000;

function createGuardBench() {
  let nowMs = noonMs;
  const guard = createReplayGuard({ nowMs: () => nowMs });
  return {
    at: (ms: number) => {
      nowMs = ms;
    },
    check: (dateMs: number, nonce = "n-1", accessKeyId = "testid") =>
      guard.check({
        authorization: `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=host,Signature=${"0".repeat(64)}`,
        "x-acs-date": `${new Date(dateMs).toISOString().slice(0, 19)}Z`,
        "x-acs-signature-nonce": nonce,
      })?.code,
    reset: guard.reset,
  };
}

describe("replays", () => {
  test.each([
    [-15 * minuteMs, undefined],
    [-15 * minuteMs - 1_000, "InvalidTimeStamp.Expired"],
    [15 * minuteMs, undefined],
    [15 * minuteMs + 1_000, "InvalidTimeStamp.Expired"],
  ])("a date %i ms away from the world gets %s", (offsetMs, code) => {
    const { check } = createGuardBench();
    expect(check(noonMs + offsetMs)).toBe(code);
  });

  test("a nonce is taken once per access key", () => {
    const { check } = createGuardBench();
    expect(check(noonMs)).toBeUndefined();
    expect(check(noonMs)).toBe("SignatureNonceUsed");
    expect(check(noonMs, "n-1", "otherid")).toBeUndefined();
    expect(check(noonMs, "n-2")).toBeUndefined();
  });

  test("a nonce refused for its date is not remembered", () => {
    const { check } = createGuardBench();
    expect(check(noonMs - 16 * minuteMs)).toBe("InvalidTimeStamp.Expired");
    expect(check(noonMs)).toBeUndefined();
  });

  test("the date is judged before the nonce", () => {
    const { check } = createGuardBench();
    check(noonMs);
    expect(check(noonMs - 16 * minuteMs)).toBe("InvalidTimeStamp.Expired");
  });

  test("a nonce is remembered for 15 minutes, and until a reset", () => {
    const { at, check, reset } = createGuardBench();
    check(noonMs);
    at(noonMs + 15 * minuteMs);
    expect(check(noonMs + 15 * minuteMs)).toBe("SignatureNonceUsed");
    at(noonMs + 15 * minuteMs + 1);
    expect(check(noonMs + 15 * minuteMs)).toBeUndefined();
    reset();
    expect(check(noonMs + 15 * minuteMs)).toBeUndefined();
  });

  test("a copy of a request that was dated ahead is taken between the end of its nonce and that of its date", () => {
    const { at, check } = createGuardBench();
    check(noonMs + 30_000);
    at(noonMs + 15 * minuteMs);
    expect(check(noonMs + 30_000)).toBe("SignatureNonceUsed");
    at(noonMs + 15 * minuteMs + 30_000);
    expect(check(noonMs + 30_000)).toBeUndefined();
    at(noonMs + 15 * minuteMs + 31_000);
    expect(check(noonMs + 30_000)).toBe("InvalidTimeStamp.Expired");
  });

  test("a malformed date is refused", () => {
    const guard = createReplayGuard({ nowMs: () => noonMs });
    expect(guard.check({ "x-acs-date": "Fri, 20 Nov 2026 12:00:00 GMT" })?.code).toBe("InvalidTimeStamp.Format");
  });
});
