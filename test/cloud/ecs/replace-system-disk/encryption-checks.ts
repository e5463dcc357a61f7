import type { Check } from "../../rpc/rpc-error.ts";
import { type KeyProblem, keyProblem } from "../../world/kms-keys.ts";
import type { RowName } from "./errors.ts";
import { type Judged, refuse } from "./judged.ts";

const keyRows: readonly (readonly [problem: KeyProblem | "NotFound", name: RowName])[] = [
  ["KmsNotEnabled", "403 InvalidParameter.KmsNotEnabled"],
  ["KMSUnauthorized", "403 InvalidParameter.KMSKeyId.KMSUnauthorized"],
  ["NotFound", "403 InvalidParameter.KMSKeyId.NotFound"],
  ["CMKNotEnabled", "403 InvalidParameter.KMSKeyId.CMKNotEnabled"],
  ["CMKUnauthorized", "403 InvalidParameter.KMSKeyId.CMKUnauthorized"],
  ["NotSymmetric", "403 InvalidKMSKeyId.NotSymmetric"],
  ["DataEncryptedKeyCreateFailed", "403 InvalidParameter.DataEncryptedKeyCreateFailed"],
];

const isFromEncrypted = ({ image }: Judged) => image?.trait === "encrypted-snapshot";

/** Whether the new disk must be, or may be, encrypted, and by which key. */
export const encryptionChecks: readonly Check<Judged>[] = [
  // Which of the two rows is meant is invented: the first for a false that was said, the second for one that was not.
  refuse("400 InvalidParameter.Encrypted", (subject) => isFromEncrypted(subject) && subject.asked.Encrypted === false),
  refuse(
    "403 InvalidEncrypted.NotMatchSnapshot",
    (subject) => isFromEncrypted(subject) && subject.asked.Encrypted === undefined,
  ),
  refuse(
    "403 InvalidEncrypted.NotMatchDiskDefaultEncryption",
    ({ asked, instance }) => !asked.Encrypted && instance.traits.includes("must-encrypt"),
  ),
  refuse(
    "403 InvalidDiskId.NotSupportReplaceEncryptedSystemDisk",
    ({ asked, dataDisk }) => asked.Encrypted === true && dataDisk !== undefined,
  ),
  refuse(
    "403 NotSupportSnapshotEncrypted.DiskCategory",
    ({ asked, systemDisk }) => asked.Encrypted === true && systemDisk?.category === "cloud",
  ),
  ...keyRows.map(([problem, name]) =>
    refuse(name, ({ asked: { KMSKeyId } }) => KMSKeyId !== undefined && keyProblem(KMSKeyId) === problem),
  ),
];
