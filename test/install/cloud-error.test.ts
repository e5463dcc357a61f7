import { expect, test } from "vitest";
import { CloudError, type CloudErrorKind } from "../../shared/install/cloud-error.ts";

test.each<[string, number | undefined, CloudErrorKind]>([
  ["AccessDenied", 403, "forbidden"],
  ["NoPermission", 403, "forbidden"],
  ["SomethingNew", 403, "forbidden"],
  ["FunctionNotFound", 404, "missing"],
  ["EntityNotExist.Role", 404, "missing"],
  ["StackNotFound", 404, "missing"],
  ["FunctionAlreadyExists", 409, "exists"],
  ["StackExists", 409, "exists"],
  ["ActionInProgress", 409, "busy"],
  ["Throttling.User", 503, "throttled"],
  ["Throttling.Api", 429, "throttled"],
  ["ResourceExhausted", 429, "throttled"],
  ["FunctionQuotaExceeded", 403, "quota"],
  ["LimitExceeded.Role", 409, "quota"],
  ["InvalidSecurityToken.Expired", 400, "credentials"],
  ["InvalidAccessKeyId.NotFound", 404, "credentials"],
  ["SignatureDoesNotMatch", 400, "credentials"],
  ["InvalidTimeStamp.Expired", 400, "clock"],
  ["InvalidArgument", 400, "refused"],
  ["InternalServerError", 500, "unknown"],
  ["RequestTimeout", 408, "unknown"],
  ["ENOTFOUND", undefined, "unreachable"],
  ["ECONNREFUSED", undefined, "unreachable"],
  ["ECONNRESET", undefined, "unknown"],
  ["DeadlinePassed", undefined, "unknown"],
])("%s with status %s is %s", (code, status, kind) => {
  const error = new CloudError("CreateFunction redeploy-once-console", { code, status, requestId: "r-1" });
  expect(error.kind).toBe(kind);
  expect(error.message).toContain("CreateFunction redeploy-once-console");
  expect(error.message).toContain(`[${code}`);
  expect(error.mend).toMatch(/\.$/);
});

test("what is forbidden names the right that is missing", () => {
  const { mend } = new CloudError("PutConcurrencyConfig x", { code: "AccessDenied", status: 403, requestId: "r-1" });
  expect(mend).toContain("the right to PutConcurrencyConfig");
});
