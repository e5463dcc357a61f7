import * as z from "zod";
import { operationIdSchema } from "../command.ts";
import { instanceId } from "../operations/parameters.ts";
import { parsed } from "../parameter.ts";
import { reply } from "../reply.ts";
import { recordOf } from "./record.ts";
import { bodyOf, notOnRecord, type Verb } from "./verb.ts";

/** `POST /record`: what is on record of an instance, or of one of its operations. */
export const recordCallSchema = z.strictObject({
  InstanceId: instanceId,
  OperationId: operationIdSchema.optional(),
});

export const record: Verb = {
  name: "record",
  unsure: { unreachable: "Nothing was changed; ask again.", internal: "Nothing was changed; ask again." },
  read: (request, principal) => {
    const { InstanceId, OperationId } = parsed(recordCallSchema, bodyOf(request, principal));
    return {
      audit: { target: InstanceId, token: OperationId },
      answer: async ({ store, nowMs, requestId }) => {
        const row = await store.readInstance(InstanceId);
        if (row === undefined)
          throw notOnRecord("InvalidInstanceId.NotFound", `Nothing was ever asked for ${InstanceId}.`);
        const body = recordOf(row, OperationId, nowMs());
        if (body === undefined)
          throw notOnRecord("InvalidOperationId.NotFound", `${OperationId} is not on the record of this instance.`);
        return reply(200, { RequestId: requestId, InstanceId, ...body });
      },
    };
  },
};
