import { describe, expect, test } from "vitest";
import { createDocumentBench } from "./document-bench.ts";
import { edgeEvent, type Input } from "./good-inputs.ts";

const bench = createDocumentBench();
const replace = "ReplaceSystemDisk";
const redeploy = "EventRedeployInstance";
const Password = "Qx7-very-secret-Pass";
const DiskId = "d-bp1spare0001";
const KMSKeyId = "key-bp1enabled0001";

/** Refused by the parameters alone: whatever the cloud holds, it is not asked. */
const refused: readonly [what: string, operation: string, Input, status: number, code: string, names: string][] = [
  ["neither ImageId nor DiskId", replace, { ImageId: undefined }, 403, "InvalidParameter.AllEmpty", "ImageId"],
  ["ImageId and DiskId", replace, { DiskId }, 403, "InvalidParameter.Conflict", "DiskId"],
  [
    "Password and PasswordInherit",
    replace,
    { Password, PasswordInherit: true },
    400,
    "InvalidPasswordParam.Mismatch",
    "Password",
  ],
  ["KMSKeyId without Encrypted", replace, { KMSKeyId }, 403, "InvalidEncrypted.NotMatchKmsKeyId", "KMSKeyId"],
  [
    "KMSKeyId with Encrypted false",
    replace,
    { KMSKeyId, Encrypted: false },
    403,
    "InvalidEncrypted.NotMatchKmsKeyId",
    "KMSKeyId",
  ],
  [
    "EncryptAlgorithm with Encrypted",
    replace,
    { Encrypted: true, EncryptAlgorithm: "aes-256" },
    400,
    "InvalidParameter.EncryptAlgorithm",
    "EncryptAlgorithm",
  ],
  ["Arn", replace, { Arn: [{ RoleType: "primary" }] }, 400, "InvalidParameter.Arn", "Arn"],
  [
    "an unknown parameter below SystemDisk",
    replace,
    { SystemDisk: { Size: 60, Category: "cloud" } },
    400,
    "InvalidParameter.SystemDisk.Category",
    "SystemDisk.Category",
  ],
  [
    "an unknown parameter below SystemDisk, with dots",
    replace,
    { "SystemDisk.Category": "cloud", "SystemDisk.Size": 60 },
    400,
    "InvalidParameter.SystemDisk.Category",
    "SystemDisk.Category",
  ],
  [
    "SystemDisk.Size beside SystemDisk",
    replace,
    { "SystemDisk.Size": 500, SystemDisk: { Size: 60 } },
    400,
    "InvalidParameter.SystemDisk.Size",
    "SystemDisk.Size",
  ],
  ["scheduled without a time", redeploy, { OpsType: "scheduled" }, 400, "MissingParameter", "PlanTime"],
  ["immediate with PlanTime", redeploy, { PlanTime: 2_051_222_400_000 }, 400, "InvalidParameter.PlanTime", "PlanTime"],
  [
    "immediate with PlanUtcTime",
    redeploy,
    { PlanUtcTime: "2035-01-01T00:00:00Z" },
    400,
    "InvalidParameter.PlanUtcTime",
    "PlanUtcTime",
  ],
  [
    "PlanTime and PlanUtcTime that differ by a second",
    redeploy,
    { OpsType: "scheduled", PlanTime: 2_051_222_400_000, PlanUtcTime: "2035-01-01T00:00:01Z" },
    400,
    "InvalidParameter.PlanUtcTime",
    "PlanUtcTime",
  ],
];

describe("refused without a call of any kind:", () => {
  test.each(refused)("%s (%s)", async (_what, operation, change, status, code, names) => {
    const before = await bench.world();
    const answer = await bench.askWith(operation, change);
    expect([answer.status, answer.body["Code"]]).toEqual([status, code]);
    expect(answer.body["Message"]).toContain(names);
    expect(await bench.callsOf(operation)).toEqual([]);
    expect(await bench.world()).toEqual(before);
  });
});

const late: readonly [string, string, Input][] = [
  ["is past", "PlanTime", { PlanTime: 1_742_452_232_000 }],
  ["is past, as PlanUtcTime", "PlanUtcTime", { PlanUtcTime: "2025-03-20T06:30:32Z" }],
  ["is the event's own time", "PlanTime", { PlanTime: 2_082_758_400_000 }],
];

test.each(late)("a planned time that %s is refused by the look", async (_, parameter, change) => {
  const named = await bench.raise(edgeEvent);
  const before = await bench.world();
  const answer = await bench.askWith(redeploy, named, { OpsType: "scheduled" }, change);
  expect([answer.status, answer.body["Code"]]).toEqual([400, `InvalidParameter.${parameter}`]);
  expect(answer.body["Message"]).toMatch(/after \S+Z and before 2036-01-01T00:00:00.000Z/);
  expect(await bench.sends(redeploy)).toEqual([]);
  expect(await bench.world()).toEqual(before);
});

const accepted: readonly [string, string, Input][] = [
  [
    "DiskId in the place of ImageId",
    replace,
    { ImageId: undefined, DiskId, Platform: "CentOS", Architecture: "x86_64" },
  ],
  ["Password beside a PasswordInherit that is false", replace, { Password, PasswordInherit: false }],
  ["KMSKeyId with Encrypted", replace, { KMSKeyId, Encrypted: true }],
  ["an image of the marketplace", replace, { ImageId: "m-bp1market0001" }],
  ["scheduled with PlanUtcTime alone", redeploy, { OpsType: "scheduled", PlanUtcTime: "2035-01-01T00:00:00Z" }],
  ["scheduled just before the event's own time", redeploy, { OpsType: "scheduled", PlanTime: 2_082_758_399_000 }],
];

describe("accepted, by the cloud too:", () => {
  test.each(accepted)("%s", async (_, operation, change) => {
    const named = await bench.raiseFor(operation);
    const answer = await bench.askWith(operation, named, change);
    expect([answer.status, answer.body["State"]]).toEqual([200, "Accepted"]);
    expect((await bench.sends(operation)).map(({ effect }) => effect)).toEqual([true]);
  });
});
