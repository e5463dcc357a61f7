import { signatureRefusals } from "../../cloud/acs3/authenticate.ts";
import { replayRefusals } from "../../cloud/acs3/replay-guard.ts";
import { unknownAction, unknownParameter } from "../../cloud/rpc/rpc-error.ts";
import { rowName } from "./served.ts";

/** What the local cloud answers before an action is asked. */
export const gatewayRows: readonly string[] = [
  ...Object.values(signatureRefusals),
  ...Object.values(replayRefusals),
  unknownAction,
  unknownParameter,
].map(rowName);
