import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createEcsBench, outcomeOf, sdk } from "./ecs-bench.ts";

const regionId = "cn-hangzhou";
const secondMs = 1_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;

const plain = "i-bp1stopped0002";
const oldImage = "aliyun_3_x64_20G_alibase_20260101.vhd";
const newImage = "aliyun_3_x64_20G_alibase_20261001.vhd";
const windowsImage = "win2022_21H2_x64_dtc_en-us_40G_alibase_20260101.vhd";

let bench: Awaited<ReturnType<typeof createEcsBench>>;
beforeAll(async () => {
  bench = await createEcsBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

type Wish = { readonly instanceId?: string; readonly size?: number; readonly [name: string]: unknown };

const send = ({ size, ...rest }: Wish) => {
  const systemDisk = size === undefined ? {} : { systemDisk: new sdk.ReplaceSystemDiskRequestSystemDisk({ size }) };
  const request = new sdk.ReplaceSystemDiskRequest({ instanceId: plain, imageId: newImage, ...systemDisk, ...rest });
  return bench.client().replaceSystemDiskWithOptions(request, bench.pinned());
};
const replace = (wish: Wish = {}) => outcomeOf(send(wish));
const newDiskId = async (wish: Wish = {}) => (await send(wish)).body?.diskId;
const effects = (instanceId = plain) => bench.effects(instanceId, "ReplaceSystemDisk");

const disksOf = async (instanceId = plain) => {
  const request = new sdk.DescribeDisksRequest({ regionId, instanceId, diskType: "system" });
  const { body } = await bench.client().describeDisksWithOptions(request, bench.pinned());
  return (body?.disks?.disk ?? []).map(({ diskId, status, size, category }) => ({ diskId, status, size, category }));
};
const instanceOf = async (instanceId = plain) => {
  const request = new sdk.DescribeInstancesRequest({ regionId, instanceIds: JSON.stringify([instanceId]) });
  const { body } = await bench.client().describeInstancesWithOptions(request, bench.pinned());
  const { imageId, OSType, status, operationLocks } = body?.instances?.instance?.[0] ?? {};
  return { imageId, OSType, status, locks: operationLocks?.lockReason?.map(({ lockReason }) => lockReason) };
};

describe("ReplaceSystemDisk", () => {
  test("shows a new disk being made after 10 seconds, in use after 5 minutes, and stays Stopped", async () => {
    const diskId = await newDiskId({ size: 80 });
    const old = { diskId: "d-bp1stopped0002sys", status: "In_use", size: 40, category: "cloud_essd" };
    expect(await disksOf()).toEqual([old]);
    expect((await instanceOf()).locks).toEqual([]);

    await bench.clock.advance(10 * secondMs);
    expect(await disksOf()).toEqual([{ diskId, status: "Creating", size: 80, category: "cloud_essd" }]);
    expect(await instanceOf()).toMatchObject({ imageId: oldImage, locks: ["replacing-system-disk"] });

    await bench.clock.advance(5 * minuteMs);
    expect(await disksOf()).toEqual([{ diskId, status: "In_use", size: 80, category: "cloud_essd" }]);
    expect(await instanceOf()).toEqual({ imageId: newImage, OSType: "linux", status: "Stopped", locks: [] });
    expect(effects()).toBe(1);
  });

  test("without a size gives the larger of 40 GiB, the image and the old disk", async () => {
    const sizes = [];
    for (const [instanceId, imageId] of [
      [plain, newImage],
      [plain, "m-bp1large0001"],
      ["i-bp1essdtwo0001", newImage],
    ] as const) {
      bench.world.reset();
      await newDiskId({ instanceId, imageId });
      await bench.clock.advance(10 * secondMs);
      sizes.push((await disksOf(instanceId))[0]?.size);
    }
    expect(sizes).toEqual([40, 100, 500]);
  });

  test("makes Windows of Linux, and tells the disk's encryption", async () => {
    await newDiskId({ imageId: windowsImage, encrypted: true, KMSKeyId: "key-bp1enabled0001" });
    await bench.clock.advance(5 * minuteMs);
    expect(await instanceOf()).toMatchObject({ OSType: "windows", imageId: windowsImage });
    const request = new sdk.DescribeDisksRequest({ regionId, instanceId: plain });
    const { body } = await bench.client().describeDisksWithOptions(request, bench.pinned());
    expect(body?.disks?.disk?.[0]).toMatchObject({ encrypted: true, KMSKeyId: "key-bp1enabled0001", type: "system" });
  });

  test("makes a spare data disk the system disk", async () => {
    const wish = { imageId: undefined, diskId: "d-bp1spare0001", platform: "CentOS", architecture: "x86_64" };
    expect(await newDiskId(wish)).toBe("d-bp1spare0001");
    await bench.clock.advance(5 * minuteMs);
    expect(await disksOf()).toMatchObject([{ diskId: "d-bp1spare0001", status: "In_use", size: 100 }]);
  });

  test("accepts a second call without a token within the lag: two effects, and the last disk stays", async () => {
    await newDiskId();
    await bench.clock.advance(5 * secondMs);
    const diskId = await newDiskId();
    await bench.clock.advance(6 * minuteMs);
    expect(effects()).toBe(2);
    expect(await disksOf()).toMatchObject([{ diskId, status: "In_use" }]);
    expect((await instanceOf()).locks).toEqual([]);
  });

  test("refuses another call, and a start, while the disk is being made", async () => {
    await newDiskId();
    await bench.clock.advance(10 * secondMs);
    expect(await replace()).toBe("403 IncorrectDiskStatus: The current disk status does not support this operation.");
    const request = new sdk.StartInstanceRequest({ instanceId: plain });
    expect(await outcomeOf(bench.client().startInstanceWithOptions(request, bench.pinned()))).toBe(
      "403 DiskError: IncorrectDiskStatus.",
    );
  });

  test("that fails puts the old disk back", async () => {
    bench.plan({ product: "ecs", action: "ReplaceSystemDisk", effect: "failed-task" });
    await newDiskId({ size: 80 });
    await bench.clock.advance(5 * minuteMs);
    expect(await disksOf()).toMatchObject([{ diskId: "d-bp1stopped0002sys", status: "In_use", size: 40 }]);
    expect(await instanceOf()).toMatchObject({ imageId: oldImage, locks: [] });
  });

  test("keeps a password out of the wire log", async () => {
    await replace({ password: "EcsV587!" });
    expect(JSON.stringify(bench.calls.since(0).at(-1))).toContain('"Password":"(hidden)"');
  });
});

describe("a ClientToken", () => {
  test("answers a repeated call with the first one's disk, at any time of a day, and without an effect", async () => {
    const diskId = await newDiskId({ clientToken: "ticket-1", size: 80 });
    for (const advanceMs of [0, 10 * secondMs, 5 * minuteMs, 23 * 60 * minuteMs]) {
      await bench.clock.advance(advanceMs);
      expect(await newDiskId({ clientToken: "ticket-1", size: 80 })).toBe(diskId);
    }
    expect(effects()).toBe(1);
    expect(bench.calls.since(0).at(-1)).toMatchObject({ status: 200, effect: false });
  });

  test("with other parameters is refused", async () => {
    await newDiskId({ clientToken: "ticket-1", size: 80 });
    expect(await replace({ clientToken: "ticket-1", size: 90 })).toBe(
      "400 IdempotentParameterMismatch: Request uses a client token in a previous request but is not identical to that request.",
    );
    expect(effects()).toBe(1);
  });

  test("is case-sensitive, and forgotten after a day", async () => {
    const first = await newDiskId({ clientToken: "ticket-1" });
    expect(await newDiskId({ clientToken: "Ticket-1" })).not.toBe(first);
    await bench.clock.advance(dayMs + secondMs);
    expect(await newDiskId({ clientToken: "ticket-1" })).not.toBe(first);
    expect(effects()).toBe(3);
  });

  test("of a refused call is free again", async () => {
    expect(await replace({ clientToken: "ticket-1", size: 10 })).toMatch(/^404/);
    expect(await replace({ clientToken: "ticket-1", size: 80 })).toBe("200");
  });
});

describe("ReplaceSystemDisk is refused by its parameters:", () => {
  const malformed = '400 InvalidPassword.Malformed: The specified parameter "Password" is not valid.';

  test.each<[string, Wish, string]>([
    ["no image", { imageId: undefined }, "400 InvalidParameter.AllEmpty: ImageId and DiskId are both empty."],
    [
      "image and disk",
      { diskId: "d-bp1spare0001" },
      "403 InvalidParameter.Conflict: The current operation does not allow both diskId and imageId to be set. Make sure that either diskId or imageId is not empty.",
    ],
    [
      "password twice",
      { password: "EcsV587!", passwordInherit: true },
      "400 InvalidPasswordParam.Mismatch: The input password should be null when passwdInherit is true.",
    ],
    ["a short password", { password: "EcsV58!" }, malformed],
    ["a long password", { password: "EcsV587!EcsV587!EcsV587!EcsV587" }, malformed],
    ["a password of two kinds", { password: "ecsecs587" }, malformed],
    ["a password with an unlisted character", { password: 'EcsV587!"' }, malformed],
    ["a slash before a Windows password", { password: "/EcsV587!", imageId: windowsImage }, malformed],
    [
      "no size at all",
      { size: 0 },
      "400 InvalidSystemDiskSize.ValueNotSupported: The specified parameter SystemDisk.Size is invalid.",
    ],
    [
      "a key without encryption",
      { KMSKeyId: "key-bp1enabled0001" },
      "403 InvalidEncrypted.NotMatchKmsKeyId: The specified parameter Encrypted must be true when KmsKeyId is not empty.",
    ],
    [
      "an algorithm without encryption",
      { encryptAlgorithm: "aes-256" },
      "403 InvalidEncrypted.NotMatchEncryptAlgorithm: The specified parameter Encrypted must be true when EncryptAlgorithm is not empty.",
    ],
    [
      "an algorithm that is none",
      { encryptAlgorithm: "rot13", encrypted: true },
      "403 InvalidEncryptAlgorithm: The specified parameter EncryptAlgorithm is not valid.",
    ],
    [
      "an algorithm that the region does not have",
      { encryptAlgorithm: "sm4-128", encrypted: true },
      "403 InvalidRegionId.NotSupportEncryptAlgorithm: The current region does not support creating encrypted disks with EncryptAlgorithm.",
    ],
    [
      "a key pair that does not exist",
      { keyPairName: "nobody" },
      "400 InvalidKeyPairName.NotFound: The specified KeyPairName does not exist.",
    ],
    [
      "a key pair for Windows",
      { keyPairName: "local-key-1", imageId: windowsImage },
      "403 DependencyViolation.WindowsInstance: The instance creating is windows, cannot use ssh key pair to login.",
    ],
    [
      "security enhancement for an own image",
      { securityEnhancementStrategy: "Active", imageId: "m-bp1custom0001" },
      "403 InvalidParameter.NotMatch: The specified parameter SecurityEnhancementStrategy does not match the image.",
    ],
  ])("%s", async (_what, wish, answer) => {
    expect(await replace(wish)).toBe(answer);
    expect(effects()).toBe(0);
  });

  test("a token of more than 64 characters, and a parameter that is not known", async () => {
    expect(await replace({ clientToken: "x".repeat(65) })).toMatch(/^400 InvalidParameter.ClientToken/);
    expect(await replace({ ownerAccount: "me" })).toMatch(/does not know the parameter "OwnerAccount"/);
  });
});

describe("ReplaceSystemDisk is refused by the size:", () => {
  const tooSmall =
    "404 InvalidSystemDiskSize.LessThanMinSize: The specified parameter SystemDisk.Size is less than the min size.";
  const tooLarge =
    "404 InvalidSystemDiskSize.MoreThanMaxSize: The specified SystemDisk.Size parameter exceeds the maximum size.";

  test.each([
    ["i-bp1stopped0002", 19, tooSmall],
    ["i-bp1stopped0002", 2_049, tooLarge],
    ["i-bp1basic0001", 19, tooSmall],
    ["i-bp1basic0001", 501, tooLarge],
    ["i-bp1ssd0001", 2_049, tooLarge],
    ["i-bp1autopl0001", 2_049, tooLarge],
    ["i-bp1essdtwo0001", 460, tooSmall],
    ["i-bp1essdthree0001", 1_260, tooSmall],
  ])("%s %i GiB", async (instanceId, size, answer) => {
    expect(await replace({ instanceId, size })).toBe(answer);
  });

  test("below the image's, below the old disk's, and of an image that cannot be resized", async () => {
    expect(await replace({ instanceId: "i-bp1essdzero0001", imageId: "m-bp1large0001", size: 99 })).toBe(
      "404 InvalidSystemDiskSize.LessThanImageSize: The specified parameter SystemDisk.Size is less than the image size.",
    );
    expect(await replace({ size: 39 })).toBe(
      "400 InvalidSystemDiskSize: The specified parameter SystemDisk.Size is invalid.",
    );
    expect(await replace({ imageId: "m-bp1fixedsize0001", size: 80 })).toBe(
      "400 InvalidSystemDiskSize.ImageNotSupportResize: The specified image does not support resize.",
    );
  });
});

describe("ReplaceSystemDisk is refused by the instance and its disk:", () => {
  test.each<[string, string, Wish]>([
    ["i-bp1nobody", "404 InvalidInstanceId.NotFound: The specified InstanceId does not exist.", {}],
    ["i-bp1locked0001", "403 InstanceLockedForSecurity: The instance is locked due to security.", {}],
    [
      "i-bp1expired0001",
      "403 InstanceExpiredOrInArrears: The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
      {},
    ],
    [
      "i-bp1arrears0001",
      "403 InstanceExpiredOrInArrears: The specified operation is denied as your prepay instance is expired (prepay mode) or in arrears (afterpay mode).",
      {},
    ],
    ["i-bp1creating0001", "403 OperationDenied.InstanceCreating: The specified instance is creating.", {}],
    ["i-bp1unpaid0001", "403 OperationDenied.UnpaidOrder: The specified instance has unpaid order.", {}],
    ["i-bp1unpaid0002", "403 INST_HAS_UNPAID_ORDER: The instance has unpaid order.", {}],
    [
      "i-bp1spot0001",
      "403 ChargeTypeViolation: The operation is not permitted due to charge type of the instance.",
      {},
    ],
    [
      "i-bp1hibernation0001",
      "403 HibernationConfigured.InstanceOperationForbidden: The operation is not permitted due to limit of the hibernation configured instance.",
      {},
    ],
    ["i-bp1noio0001", "400 DependencyViolation.IoOptimize: The specified parameter InstanceId is not valid.", {}],
    [
      "i-bp1plain0001",
      "403 IncorrectInstanceStatus: The current status of the resource does not support this operation.",
      {},
    ],
    ["i-bp1diskless0001", "400 InvalidInstance.NotFoundSystemDisk: The specified instance has no system disk.", {}],
    [
      "i-bp1ephemeral0001",
      '400 InvalidDiskCategory.ValueNotSupported: The specified parameter "DiskCategory" is not valid.',
      {},
    ],
    ["i-bp1reiniting0001", "403 IncorrectDiskStatus: The current disk status does not support this operation.", {}],
    [
      "i-bp1transferring0001",
      "403 InvalidSystemDiskStatus.IsTransfering: The current status of the resource does not support this operation, system disk is transfering.",
      {},
    ],
    [
      "i-bp1snapshotting0001",
      "403 DiskCreatingSnapshot: The operation is denied due to a snapshot of the specified disk is not completed yet.",
      {},
    ],
    ["i-bp1replicating0001", "400 IncorrectDiskStatus.InReplication: Disk already in replication.", {}],
    [
      "i-bp1replication0001",
      "400 IncorrectDiskStatus.ReplicationStatusNotFound: Disk replication status not found.",
      {},
    ],
    [
      "i-bp1cluster0001",
      "400 DISK_IN_DEDICATED_BLOCK_STORAGE_CLUSTER: The disk in dedicated block storage cluster is not allowed to do this operation.",
      {},
    ],
    [
      "i-bp1fullcluster0001",
      "400 InvalidStorageClusterId.CapacityNotEnough: The remaining capacity of the current dedicated storage cluster is less than the size of disk.",
      { size: 41 },
    ],
    [
      "i-bp1overquota0001",
      "400 QuotaExceed.DiskCapacity: The used capacity of disk type has exceeded the quota in the zone, cn-hangzhou-i.",
      { size: 41 },
    ],
    [
      "i-bp1soldout0001",
      "403 OperationDenied.DiskNoStock: The requested disk category is sold out in the specified zone. Please try a different disk category or another zone.",
      {},
    ],
    [
      "i-bp1mustencrypt0001",
      "403 InvalidEncrypted.NotMatchDiskDefaultEncryption: Enabling disk default encryption prevents the creation of non-encrypted disks.",
      {},
    ],
    [
      "i-bp1basic0001",
      "403 NotSupportSnapshotEncrypted.DiskCategory: The specified disk category does not support creating encrypted system disks or creating encrypted data disks from snapshots. Check the DiskCategory or Encrypted parameter, or check your account for default encryption settings.",
      { encrypted: true },
    ],
    [
      "i-bp1nonroot0001",
      "400 LoginAsNonRoot.ImageNotSupport: The specified image does not support login as non-root.",
      { imageId: "m-bp1rootonly0001" },
    ],
    [
      "i-bp1verylonghostname0001",
      "403 InvalidHostname.MismatchImage: The hostname of the current instance can not be applied to the image you choose.",
      { imageId: windowsImage },
    ],
  ])("%s", async (instanceId, answer, wish) => {
    expect(await replace({ instanceId, ...wish })).toBe(answer);
    expect(effects(instanceId)).toBe(0);
  });

  test.each(["i-bp1fullcluster0001", "i-bp1overquota0001", "i-bp1nonroot0001", "i-bp1windows0001"])(
    "but not for %s with an image and a size that suit it",
    async (instanceId) => {
      expect(await replace({ instanceId })).toBe("200");
    },
  );
});

describe("ReplaceSystemDisk is refused by the image:", () => {
  test.each([
    ["m-bp1nobody", "404 InvalidImageId.NotFound: The specified ImageId does not exist."],
    [
      "m-bp1creating0001",
      "403 OperationDenied.ImageNotValid: The specified Image is disabled or deleted, please check the status of the image.",
    ],
    [
      "m-bp1deprecated0001",
      "403 OperationDenied.ImageNotValid: The specified Image is disabled or deleted, please check the status of the image.",
    ],
    [
      "m-bp1arm0001",
      "400 InvalidInstanceType.NotSupported: The specified instanceType is not supported by the image architecture.",
    ],
    [
      "m-bp1datadisk0001",
      "400 OperationDenied: The specified image contains the snapshot of the data disk,does not support this operation.",
    ],
    ["m-bp1noio0001", "403 IoOptimized.NotSupported: The specified image is not support IoOptimized Instance."],
    [
      "m-bp1conflict0001",
      "400 InvalidParameter.Conflict: The specified image does not support the specified instance type.",
    ],
    [
      "m-bp1unsupported0001",
      "403 ImageNotSupportInstanceType: The specified image don not support the InstanceType instance.",
    ],
    ["m-bp1unsubscribed0001", "403 ImageNotSubscribed: The specified image has not be subscribed."],
    [
      "m-bp1removed0001",
      "403 ImageRemovedInMarket: The specified market image is not available, Or the specified user defined image includes product code because it is based on an image subscribed from marketplace, and that image in marketplace includeing exact the same product code has been removed.",
    ],
    [
      "m-bp1unbought0001",
      "403 QuotaExceed.BuyImage: The specified image is from the image market,You have not bought it or your quota has been exceeded.",
    ],
    [
      "m-bp1encrypted0001",
      "403 InvalidEncrypted.NotMatchSnapshot: The specified parameter Encrypted must be set to true when creating disks with encrypted snapshots.",
    ],
  ])("%s", async (imageId, answer) => {
    expect(await replace({ imageId })).toBe(answer);
    expect(effects()).toBe(0);
  });

  test("that is encrypted, for a disk that must not be", async () => {
    expect(await replace({ imageId: "m-bp1encrypted0001", encrypted: false })).toBe(
      "400 InvalidParameter.Encrypted: Creating non-encrypted disks with encrypted snapshots is not supported.",
    );
    expect(await replace({ imageId: "m-bp1encrypted0001", encrypted: true })).toBe("200");
  });
});

describe("ReplaceSystemDisk is refused by the KMS key:", () => {
  test.each([
    ["key-bp1nobody", "403 InvalidParameter.KMSKeyId.NotFound: The specified KMSKeyId does not exist."],
    [
      "key-bp1disabled0001",
      "403 InvalidParameter.KMSKeyId.CMKNotEnabled: The CMK (Customer Master Key) must be in an active state.",
    ],
    [
      "key-bp1unauthorized0001",
      "403 InvalidParameter.KMSKeyId.KMSUnauthorized: ECS service have no right to access your KMS.",
    ],
    [
      "key-bp1ungranted0001",
      "403 InvalidParameter.KMSKeyId.CMKUnauthorized: The CMK(Customer Master Key) lacks authorization to add tags to the ECS service.",
    ],
    ["key-bp1asymmetric0001", "403 InvalidKMSKeyId.NotSymmetric: The specified parameter KmsKeyId must be symmetric."],
    [
      "key-bp1nodatakey0001",
      "403 InvalidParameter.DataEncryptedKeyCreateFailed: Create kms data encrypted key fail. If you need further assistance, you can contact the KMS Technical Support.",
    ],
    ["key-bp1noservice0001", "403 InvalidParameter.KmsNotEnabled: The specified operation need enable KMS."],
  ])("%s", async (KMSKeyId, answer) => {
    expect(await replace({ encrypted: true, KMSKeyId })).toBe(answer);
  });
});

describe("ReplaceSystemDisk is refused by the data disk:", () => {
  test.each<[string, Wish, string]>([
    ["d-bp1nobody", {}, "400 InvalidDiskId.NotFound: The specified disk do not exist."],
    ["d-bp1spare0001", { platform: undefined }, "400 MissingParameter.Platform: Platform should not be null."],
    [
      "d-bp1spare0001",
      { architecture: undefined },
      "400 MissingParameter.Architecture: Architecture should not be null.",
    ],
    ["d-bp1spare0001", { platform: "Plan 9" }, "400 InvalidPlatform.Malformed: Platform is not valid."],
    ["d-bp1spare0001", { architecture: "pdp11" }, "400 InvalidArchitecture.Malformed: Architecture is not valid."],
    [
      "d-bp1spare0001",
      { encrypted: true },
      "403 InvalidDiskId.NotSupportReplaceEncryptedSystemDisk: The specified diskId not support replace encrypted system disk.",
    ],
    [
      "d-bp1sparecreating0001",
      {},
      "400 InvalidDatadisk.DiskStatusViolation: The operation is not permitted due to status of the Datadisk.",
    ],
    [
      "d-bp1local0001local1",
      {},
      "400 InvalidDatadisk.DiskCategoryViolation: The operation is not permitted due to category of the Datadisk.",
    ],
    [
      "d-bp1spareprepaid0001",
      {},
      "400 InvalidDatadisk.ChargeTypeViolation: The operation is not permitted due to charge type of the Datadisk.",
    ],
    [
      "d-bp1spareencrypted0001",
      {},
      "400 InvalidParameter.DiskType: The specified disk type which has kms key can't convert to system disk.",
    ],
    [
      "d-bp1sparemultiattach0001",
      {},
      "403 InvalidOperation.MultiAttachDisk: Multi attach disk does not support this operation.",
    ],
    [
      "d-bp1spareelsewhere0001",
      {},
      "403 ResourcesNotInSameZone: The specified instance and disk are not in the same zone.",
    ],
  ])("%s %o", async (diskId, wish, answer) => {
    const data = { imageId: undefined, diskId, platform: "CentOS", architecture: "x86_64" };
    expect(await replace({ ...data, ...wish })).toBe(answer);
  });
});

test.each([
  [400, "InvalidRegionId.NotSupportReplaceEncryptedSystemDisk"],
  [400, "AccountForbidden.ProductCreationLimited"],
  [400, "InternalError"],
  [400, "InvalidDiskName.Malformed"],
  [500, "OperationDenied"],
  [500, "InternalError"],
  [403, "LoginAsNonRoot.RegionNotSupport"],
  [403, "InvalidRegionId.NotExists"],
  [403, "OperationDenied"],
  [403, "InvalidPayMethod.SyncPaymentNotSupport"],
  [404, "NoSuchResource"],
])("no state, but a fault, answers %i %s", async (status, code) => {
  bench.plan({ product: "ecs", action: "ReplaceSystemDisk", effect: "error", status, code });
  expect(await replace()).toMatch(new RegExp(`^${status} ${code}: `));
  expect(effects()).toBe(0);
});
