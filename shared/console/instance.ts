import * as z from "zod";
import { instanceId } from "../operations/parameters.ts";
import { recordOf, recordSchema, yesesOn } from "./record.ts";
import { notOnRecord, verbOf } from "./verb.ts";
import { peopleBehind } from "./yeses.ts";

/** What is on record of an instance: "was it you?". */
export const instance = verbOf({
  name: "instance",
  summary: "What was done to an instance, in which order, why and by whom",
  answers: recordSchema,
  refusals: { 404: "InvalidInstanceId.NotFound" },
  schema: z.strictObject({ InstanceId: instanceId }),
  run: async ({ InstanceId }, needs) => {
    const row = await needs.store.readInstance(InstanceId);
    if (row === undefined)
      throw notOnRecord(
        "InvalidInstanceId.NotFound",
        `Nothing was ever asked for ${InstanceId}, and nothing was done to it.`,
      );
    const people = await peopleBehind(yesesOn(row), needs);
    return { InstanceId, ...recordOf(row, { nowMs: needs.nowMs(), people }) };
  },
});
