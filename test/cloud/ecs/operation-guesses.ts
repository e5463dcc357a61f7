import { type Guess, guessesOf, oneSided } from "../core/guesses.ts";

const reboot = guessesOf("ecs.reboot");

/** What RebootInstance does that no document says. */
export const rebootGuesses: readonly Guess[] = [
  reboot(
    "order",
    "RebootInstance checks: not found, security lock, expired or in arrears, status, disk, KMS key, DryRun.",
    "ecs/reboot-instance",
    "After not found, the same backwards; DryRun stays last.",
  ),
  reboot(
    "lag",
    "A restart shows 10 s after its answer; until then a second call is accepted, and both run.",
    "world/reboot",
    "It shows at once: a second call gets 403 IncorrectInstanceStatus.",
  ),
  reboot(
    "kms",
    "A restart needs the KMS key of the system disk in order.",
    "ecs/reboot-instance",
    "A restart does not look at keys.",
  ),
  reboot(
    "kms-text",
    "The texts of the KMSKeyId rows, %s in the document, are those of ReplaceSystemDisk.",
    "ecs/reboot-instance",
    oneSided("Texts are passed on, never read."),
  ),
  reboot(
    "event-end",
    "A restart ends its event as Avoided if it was accepted before NotBefore, else as Executed (Instance event notification, of Scheduled events). Open: that Inquiring ones end so too.",
    "world/reboot",
    "Always as Executed.",
  ),
  reboot(
    "start-time",
    "A restart moves StartTime to when the instance is Running again. Open: the document says last start, not whether a restart counts.",
    "world/reboot",
    "StartTime stays.",
  ),
];

const replace = guessesOf("ecs");

/** What ReplaceSystemDisk does that no document says. */
export const replaceGuesses: readonly Guess[] = [
  replace(
    "replace.order",
    "ReplaceSystemDisk checks: not found, parameters, instance, system disk, image, DiskId, size, login, encryption.",
    "ecs/replace-system-disk",
    "After not found, the same backwards.",
  ),
  replace(
    "replace.states",
    "Which state of an instance, disk, image or key gets which row of the document; an empty text is no parameter.",
    "ecs/replace-system-disk, ecs/replace-system-disk/encryption-checks, ecs/replace-system-disk/instance-checks, ecs/replace-system-disk/parameters",
    oneSided("A row is a row: tests choose the member of the fleet that meets the one they mean."),
  ),
  replace(
    "replace.lag",
    "A replacement shows 10 s after its answer; until then a call with another token is accepted, and both run. Open: the Terraform provider finds the new disk listed at once; when image and size change is not known.",
    "world/replace-system-disk",
    "It shows at once: a second call gets 403 IncorrectDiskStatus.",
  ),
  replace(
    "replace.lock",
    "While a system disk is replaced, OperationLocks has the reason replacing-system-disk; the document says that it is empty at the end. Open: the name of the reason.",
    "ecs/describe-instances",
    "OperationLocks stays empty.",
  ),
  replace(
    "replace.release",
    "The old system disk is gone as soon as the new one shows.",
    "world/replace-system-disk",
    "Both are listed until the end.",
  ),
  replace(
    "replace.disk-id",
    "A data disk that becomes the system disk keeps its id.",
    "world/replace-system-disk",
    "It is copied to a disk with a new id.",
  ),
  replace(
    "replace.size",
    "Without SystemDisk.Size the new disk is never smaller than the old one.",
    "ecs/replace-system-disk/wanted-size",
    "It is Max{40, image}, and refused if the old one is larger.",
  ),
  replace(
    "token.order",
    "A repeated ClientToken is answered before anything is checked.",
    "ecs/client-token",
    "A repeated call is judged anew before it is answered as the first was.",
  ),
  replace(
    "token.refused",
    "A refused call leaves its ClientToken free.",
    "ecs/client-token",
    "The token is bound to the refused call's parameters.",
  ),
];
