import * as z from "zod";
import type { ControlPlane } from "./control-plane.ts";
import { createRpc } from "./rpc.ts";

/** How many messages a queue holds. Simple Message Queue 2022-01-19, GetQueueAttributes. Throws `CloudError`. */
export async function messagesIn(plane: ControlPlane, QueueName: string): Promise<number> {
  const call = createRpc(plane, { endpoint: plane.endpoints.smq, version: "2022-01-19" });
  const { ActiveMessages, InactiveMessages, DelayMessages } = attributes.parse(
    await call("GetQueueAttributes", { QueueName }, QueueName),
  ).Data;
  return ActiveMessages + InactiveMessages + DelayMessages;
}

/** Inactive: somebody has read it, and has not deleted it yet. */
const attributes = z.object({
  Data: z.object({ ActiveMessages: z.int(), InactiveMessages: z.int(), DelayMessages: z.int() }),
});
