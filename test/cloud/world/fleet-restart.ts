import type { Member } from "./member.ts";

const encryptedWith = (kmsKeyId: string) => ({ encrypted: true, kmsKeyId });

/** Running instances to restart, or not to. */
export const restartFleet: readonly Member[] = [
  {
    instanceId: "i-bp1reboot0003",
    about: "another restart scheduled",
    zone: "j",
    event: { type: "SystemMaintenance.Reboot", status: "Scheduled", notBeforeHours: 48 },
  },
  {
    instanceId: "i-bp1encrypted0001",
    about: "system disk with a KMS key that is in order",
    zone: "h",
    systemDisk: encryptedWith("key-bp1enabled0001"),
  },
  {
    instanceId: "i-bp1keydisabled0001",
    about: "system disk with a KMS key that is disabled",
    zone: "i",
    systemDisk: encryptedWith("key-bp1disabled0001"),
  },
  {
    instanceId: "i-bp1keymissing0001",
    about: "system disk with a KMS key that is gone",
    zone: "j",
    systemDisk: encryptedWith("key-bp1missing0001"),
  },
  {
    instanceId: "i-bp1keyunauthorized0001",
    about: "system disk with a KMS key, and ECS may not use KMS",
    zone: "h",
    systemDisk: encryptedWith("key-bp1unauthorized0001"),
  },
  {
    instanceId: "i-bp1keyungranted0001",
    about: "system disk with a KMS key that grants ECS nothing",
    zone: "i",
    systemDisk: encryptedWith("key-bp1ungranted0001"),
  },
];
