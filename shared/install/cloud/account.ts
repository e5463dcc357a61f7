import * as z from "zod";
import type { ControlPlane } from "./control-plane.ts";
import { createRpc } from "./rpc.ts";

/** Whose credentials these are: the account's number. STS 2015-04-01, GetCallerIdentity. Throws `CloudError`. */
export async function accountOf(plane: ControlPlane): Promise<string> {
  const call = createRpc(plane, { endpoint: plane.endpoints.sts, version: "2015-04-01" });
  return identity.parse(await call("GetCallerIdentity", {})).AccountId;
}

const identity = z.object({ AccountId: z.string() });
