import * as z from "zod";
import { CloudError } from "../cloud-error.ts";
import type { ControlPlane } from "./control-plane.ts";
import { createRpc } from "./rpc.ts";

/** The bus that Alibaba Cloud's own services put their events on. */
const ownBus = "default";
/** EventBridge, "Error codes": 403, the account has not turned it on. */
const notOn = "ServiceAccessDenied";

/** Whether the account has turned EventBridge on. EventBridge 2020-04-01, GetEventBus. Throws `CloudError`. */
export async function isBusOn(plane: ControlPlane): Promise<boolean> {
  const call = createRpc(plane, { endpoint: plane.endpoints.eventbridge, version: "2020-04-01" });
  const asked = call("GetEventBus", { EventBusName: ownBus }, ownBus).catch((error: unknown) => {
    if (error instanceof CloudError && error.code === notOn) return { Code: notOn };
    throw error;
  });
  const { Code: code, RequestId: requestId } = answer.parse(await asked);
  if (code === notOn) return false;
  if (code === "Success") return true;
  throw new CloudError(`GetEventBus ${ownBus}`, { code, status: 400, requestId });
}

/** What went wrong may stand in an answer of 200: its document has a field for it. */
const answer = z.object({ Code: z.string().regex(/^[\w.-]{1,64}$/), RequestId: z.string().optional() });
