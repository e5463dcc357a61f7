import { type Check, rowsOf, runChecks } from "../rpc/rpc-error.ts";
import { acceptReplacement } from "../world/replace-system-disk.ts";
import { onceByToken, recall, tokenMismatch } from "./client-token.ts";
import { defineAction } from "./define-action.ts";
import { dataDiskChecks } from "./replace-system-disk/data-disk-checks.ts";
import { diskChecks } from "./replace-system-disk/disk-checks.ts";
import { encryptionChecks } from "./replace-system-disk/encryption-checks.ts";
import { row } from "./replace-system-disk/errors.ts";
import { imageChecks } from "./replace-system-disk/image-checks.ts";
import { instanceChecks } from "./replace-system-disk/instance-checks.ts";
import { type Judged, judgedOf } from "./replace-system-disk/judged.ts";
import { loginChecks } from "./replace-system-disk/login-checks.ts";
import { parameters } from "./replace-system-disk/parameters.ts";
import { requestChecks } from "./replace-system-disk/request-checks.ts";
import { sizeChecks } from "./replace-system-disk/size-checks.ts";
import { sizeOf } from "./replace-system-disk/wanted-size.ts";

/** Their order is invented. Rows of the document that are not in them come as a planned fault only. */
const checks: readonly Check<Judged>[] = [
  ...requestChecks,
  ...instanceChecks,
  ...diskChecks,
  ...imageChecks,
  ...dataDiskChecks,
  ...sizeChecks,
  ...loginChecks,
  ...encryptionChecks,
];

/** ReplaceSystemDisk (ecs 2014-05-26): a new system disk for a Stopped instance, asynchronously; there is no task. */
export const replaceSystemDisk = defineAction({
  name: "ReplaceSystemDisk",
  changesWorld: true,
  params: parameters,
  errors: [row("404 InvalidInstanceId.NotFound"), ...rowsOf(checks), tokenMismatch],
  isRepeat: (world, { ClientToken }) => recall(world, ClientToken)?.answer !== undefined,
  run: (world, { ClientToken, ...asked }, { failedTask }) => {
    const check = () => runChecks(checks, judgedOf(world, asked), world.holds("ecs.replace.order"));
    const act = () => {
      const judged = judgedOf(world, asked);
      const { instance, image, dataDisk } = judged;
      const { Encrypted: encrypted = false, KMSKeyId: kmsKeyId = "" } = asked;
      const sizeGib = sizeOf(judged);
      return acceptReplacement(world, { instance, image, dataDisk, sizeGib, encrypted, kmsKeyId, fails: failedTask });
    };
    return { DiskId: onceByToken(world, { token: ClientToken, asked, check, act }) };
  },
});
