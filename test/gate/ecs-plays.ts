import { loadEcs, loadEcsFleet } from "../../shared/cloud/clouds.ts";
import type { Credentials } from "../../shared/config.ts";
import type { Calls, Stage } from "./play.ts";
import type { Watched } from "./watched.ts";

const imageId = "aliyun_3_x64_20G_alibase_20261001.vhd";
/** Every parameter that the product sends on. */
const replacement = {
  InstanceId: "i-bp1stopped0002",
  ImageId: imageId,
  DiskId: "d-1",
  SystemDisk: { Size: 40 },
  KeyPairName: "key",
  Password: "Ünsafe 1*~'()!",
  PasswordInherit: false,
  Platform: "Ubuntu",
  Architecture: "x86_64",
  Encrypted: true,
  EncryptAlgorithm: "aes-256",
  KMSKeyId: "0e478b7a-4262-4802-b8cb-00d3fb40826X",
  SecurityEnhancementStrategy: "Active",
  UseAdditionalService: true,
  StopAndStart: true,
};

/** What a look asks for at once. */
const least = ["DescribeInstances", "DescribeInstanceHistoryEvents"];
const all = [...least, "DescribeDisks", "DescribeTasks"];

/** Every call of ECS that the product makes, by its name. */
export async function ecsCalls(stage: Stage, credentials: Credentials, watched: Watched): Promise<Calls> {
  const { endpoint, regionId, nowMs } = stage;
  const ecs = watched(
    "ecs",
    (await loadEcs())({ ecs: { endpoint, regionId } }, credentials, () => nowMs),
  );
  const fleet = watched(
    "fleet of ecs",
    (await loadEcsFleet())({ ecs: { endpoint, regionId } }, credentials, () => nowMs),
  );
  let pins = 0;
  const pin = () => ({ signedAtMs: nowMs, nonce: `${credentials.accessKeyId}-${credentials.securityToken}-${pins++}` });
  return {
    "look at an instance": { run: () => ecs.readInstance("i-bp1redeploy0001", []), atOnce: least },
    "look at all of an instance": { run: () => ecs.readInstance("i-bp1local0001", ["disks", "tasks"]), atOnce: all },
    "look at none": { run: () => ecs.readInstance("i-none", ["disks", "tasks"]), atOnce: all },
    "list what is pending": { run: () => ecs.listPending(nowMs + 10_000) },
    "list what was published": { run: () => fleet.listPast(nowMs - 86_400_000, nowMs + 10_000) },
    "list all machines": { run: () => fleet.listMachines(nowMs + 10_000) },
    "find machines": { run: () => fleet.readMachines(["i-bp1local0001", "i-none"], nowMs + 10_000) },
    "find an image": { run: () => ecs.readImage(imageId) },
    "find none": { run: () => ecs.readImage("m-none") },
    DryRun: { run: () => ecs.rebootInstance("i-bp1plain0005", false, true, pin()) },
    RedeployInstance: { run: () => ecs.redeployInstance("i-bp1redeploy0001", false, pin()) },
    "RedeployInstance by force": { run: () => ecs.redeployInstance("i-bp1plain0002", true, pin()) },
    RebootInstance: { run: () => ecs.rebootInstance("i-bp1plain0004", true, false, pin()) },
    StopInstance: { run: () => ecs.stopInstance("i-bp1plain0006", pin()) },
    StartInstance: { run: () => ecs.startInstance("i-bp1stopped0003", pin()) },
    AcceptInquiredSystemEvent: { run: () => ecs.acceptInquiredSystemEvent("e-none", pin()) },
    ReplaceSystemDisk: { run: () => ecs.replaceSystemDisk(replacement, "token", pin()) },
    "ReplaceSystemDisk, the least": {
      run: () => ecs.replaceSystemDisk({ InstanceId: "i-bp1stopped0004", ImageId: imageId }, "least", pin()),
    },
    "look once more": { run: () => ecs.readInstance("i-bp1redeploy0001", ["disks", "tasks"]), atOnce: all },
  };
}
